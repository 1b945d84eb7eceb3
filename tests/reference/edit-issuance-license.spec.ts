import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { generateContentKey, sameContentKey } from '../../harness/xrml/content-key.ts';
import { cryptographicModes } from '../../harness/xrml/mode.ts';
import { samePrincipal } from '../../harness/xrml/principal.ts';
import { parseRightsData } from '../../harness/xrml/rights-data.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { announced, at, exceptionOf, faultOf } from './client.ts';
import { principalOf } from './licences.ts';
import { normalState } from './licensing.ts';
import {
  allowsEditing,
  chainIn,
  editable,
  editNamespace,
  editParams,
  foreign,
  issuesIn,
  keyIn,
  officialTemplate,
  own,
  renewed,
  rightsIn,
  serveEditing,
  trusting,
} from './publishing.ts';

const { ask, edit } = serveEditing();

for (const version of soapVersions)
  for (const mode of cryptographicModes)
    for (const type of ['AES', 'DES'] as const)
      test(`gives the new rights under the old ${type} key (${mode}, ${version})`, async () => {
        const state = normalState(mode);
        const contentKey = type === 'AES' ? generateContentKey('AES') : generateContentKey('DES');
        const signed = editable(state, { contentKey });
        const unsigned = renewed(state, { applicationSpecific: [{ name: 'VIEWER', value: '1' }] });
        const answer = await ask(editParams(signed.license, unsigned.license), mode, version);

        expect(answer.status).toBe(200);
        expect(issuesIn('EditIssuanceLicense', answer)).toEqual([]);
        expect(announced(answer, editNamespace)).toHaveLength(2);
        const result = at(answer.envelope.content, 'EditIssuanceLicenseResult');
        expect(result?.children.map(({ name }) => name)).toEqual(['EditIssuanceLicenseResponse']);

        const chain = chainIn(answer);
        expect(chain).toHaveLength(1);
        const [license] = chain;
        if (license === undefined) throw new Error('There is no license.');
        expect(sameContentKey(keyIn(license, state), contentKey)).toBe(true);
        expect(rightsIn(license, contentKey)).toBe(rightsIn(unsigned.license, unsigned.key));
        expect(
          parseRightsData(rightsIn(license, contentKey)).rights.map(({ name }) => name),
        ).toEqual(['PRINT']);
        expect(verifySignature(license, state.keyPair.publicKey)).toEqual({ valid: true });
        expect(license.issuer).toEqual(principalOf(state));
        expect(license.issuedPrincipal).toEqual(principalOf(state));
      });

test('signs the unsigned license: work, time and addresses stay what they were', async () => {
  const issuedTime = new Date('2020-02-02T02:02Z');
  const unsigned = renewed(own, {
    issuedTime,
    guid: '{00000000-0000-0000-0000-00000000ABCD}',
    owner: { type: 'Windows', emailAddress: 'new.author@example.com' },
    referral: { address: 'mailto:ask@example.com', name: 'Ask' },
    urls: { intranet: 'http://one.example/_wmcs/licensing' },
  });
  const [license] = chainIn(await edit(editable(own), unsigned));
  // All that differs is what was sealed, encrypted and signed.
  const without = (xml: string): string =>
    xml
      .replace(/^.*(?=<BODY)/s, '')
      .replace(/<SIGNATURE>.*<\/SIGNATURE>/s, '')
      .replace(/<ENABLINGBITS.*?<\/ENABLINGBITS>/s, '')
      .replace(/(<AUTHENTICATEDDATA[^>]*>)[^<]*/, '$1');
  expect(without(license?.xml ?? '')).toBe(without(unsigned.license));
  expect(license?.xml).not.toBe(unsigned.license);
});

test('the new license names the server as its issuer, whoever the unsigned one named', async () => {
  const unsigned = renewed(own, { issuer: principalOf(foreign) });
  const [license] = chainIn(await edit(editable(own), unsigned));
  expect(license?.issuer).toEqual(principalOf(own));
});

test('a license that was edited can be edited again', async () => {
  const first = editable(own);
  const [license] = chainIn(
    await edit(first, renewed(own, { applicationSpecific: [allowsEditing] })),
  );
  const [again] = chainIn(await edit({ license: license?.xml ?? '' }));
  if (again === undefined) throw new Error('There is no license.');
  expect(sameContentKey(keyIn(again, own), first.key)).toBe(true);
});

test('an unsigned license that has a signature is signed anew', async () => {
  const [license] = chainIn(await edit(editable(own), renewed(own, { signWith: own.keyPair })));
  expect(license && verifySignature(license, own.keyPair.publicKey).valid).toBe(true);
});

test('a license that a trusted server issued to this one is accepted', async () => {
  const issuedByOwn = { server: principalOf(trusting), issuer: principalOf(own) };
  const signed = editable(own, issuedByOwn);
  expect(parseCertificate(signed.license).issuer).toEqual(principalOf(own));
  const [license] = chainIn(await edit(signed, renewed(trusting), 'trusting'));
  if (license === undefined) throw new Error('There is no license.');
  expect(samePrincipal(license.issuer, principalOf(trusting))).toBe(true);
  expect(sameContentKey(keyIn(license, trusting), signed.key)).toBe(true);
});

test('accepts an official template of its own in either license', async () => {
  const rightsData = officialTemplate(own);
  const signed = editable(own, { rightsData });
  const [license] = chainIn(await edit(signed, renewed(own, { rightsData })));
  if (license === undefined) throw new Error('There is no license.');
  expect(rightsIn(license, signed.key)).toBe(rightsData);
});

test('one entry that allows editing is enough, wherever it stands', async () => {
  const applicationSpecific = [
    { name: 'VIEWER', value: '1' },
    { ...allowsEditing, value: 'False' },
    allowsEditing,
  ];
  expect(chainIn(await edit(editable(own, { applicationSpecific })))).toHaveLength(1);
});

const params = (content: string): string =>
  `<RequestParams><EditIssuanceLicenseParams>${content}</EditIssuanceLicenseParams></RequestParams>`;
const signedElement = (xml: string): string =>
  `<SignedIssuanceLicense>${xml}</SignedIssuanceLicense>`;
const unsignedElement = (xml: string): string =>
  `<UnsignedIssuanceLicense>${xml}</UnsignedIssuanceLicense>`;
const good = { signed: editable(own).license, unsigned: renewed(own).license };

for (const [name, content] of [
  ['no RequestParams', ''],
  ['a nil RequestParams', '<RequestParams xsi:nil="true"/>'],
  ['a RequestParams in another namespace', '<RequestParams xmlns="urn:other"/>'],
  ['an empty RequestParams', '<RequestParams/>'],
  ['a nil entry', '<RequestParams><EditIssuanceLicenseParams xsi:nil="1"/></RequestParams>'],
  ['an empty entry', params('')],
  ['no signed license', params(unsignedElement(good.unsigned))],
  ['no unsigned license', params(signedElement(good.signed))],
  ['an empty signed license', editParams('', good.unsigned)],
  ['an empty unsigned license', editParams(good.signed, '')],
  [
    'a nil signed license',
    params(`<SignedIssuanceLicense xsi:nil="true"/>${unsignedElement(good.unsigned)}`),
  ],
] as const)
  test(`refuses ${name} as null input`, async () => {
    expect(exceptionOf(await ask(content))).toBe('System.ArgumentNullException');
  });

test('refuses two entries, which are neither null nor one', async () => {
  const [one = ''] = /<EditIssuanceLicenseParams>.*<\/EditIssuanceLicenseParams>/s.exec(
    editParams(good.signed, good.unsigned),
  ) ?? [''];
  const answer = await ask(`<RequestParams>${one}${one}</RequestParams>`);
  expect(exceptionOf(answer)).toBe(
    'Microsoft.DigitalRightsManagement.Utilities.UnspecifiedErrorException',
  );
  expect(faultOf(answer).reason).toContain('RequestParams holds more than one entry.');
  expect(chainIn(await ask(`<RequestParams>${one}</RequestParams>`))).toHaveLength(1);
});

test('reads as XmlSerializer does: unknown elements and order do not matter', async () => {
  const content = params(
    `<unknown/>${unsignedElement(good.unsigned)}<unknown/>${signedElement(good.signed)}`,
  );
  expect(chainIn(await ask(content))).toHaveLength(1);
});
