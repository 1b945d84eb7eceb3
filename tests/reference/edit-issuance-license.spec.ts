import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { generateContentKey, sameContentKey } from '../../harness/xrml/content-key.ts';
import { samePrincipal } from '../../harness/xrml/principal.ts';
import type { PublishingLicenseRequest } from '../../harness/xrml/publishing-license.ts';
import { parseRightsData } from '../../harness/xrml/rights-data.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { withTrustingServer } from '../../reference/rms/deployments.ts';
import { startReferenceServer, type ReferenceServer } from '../../reference/rms/server.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import { announced, at, exceptionOf, faultOf, type Answer } from './client.ts';
import { licenseFor, principalOf } from './licences.ts';
import { normalState } from './licensing.ts';
import {
  allowsEditing,
  askOperation,
  chainIn,
  editable,
  editNamespace,
  editParams,
  issuesIn,
  keyIn,
  officialTemplate,
  renewed,
  rightsIn,
} from './publishing.ts';

const modes = ['mode1', 'mode2'] as const;
const own = normalState('mode1');
const { trusting } = withTrustingServer(own);
const foreign = normalState('mode1', 'foreign');
let server: ReferenceServer;

test.beforeAll(async () => {
  server = await startReferenceServer({
    deployments: [
      ...modes.map(mode => ({ name: mode, state: normalState(mode) })),
      { name: 'trusting', state: trusting },
      { name: 'publishing-disabled', state: { ...own, onlinePublishingEnabled: false } },
      { name: 'decommissioned', state: { ...own, serverDecommissioned: true } },
    ],
  });
});
test.afterAll(() => server.close());

const ask = (
  content: string,
  deployment = 'mode1',
  version: (typeof soapVersions)[number] = 'soap11',
): Promise<Answer> =>
  askOperation('EditIssuanceLicense', server.urls[deployment], content, version);

const edit = (
  signed: { license: string },
  unsigned: { license: string } = renewed(own),
  deployment = 'mode1',
): Promise<Answer> => ask(editParams(signed.license, unsigned.license), deployment);

for (const version of soapVersions)
  for (const mode of modes)
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

test('a license of the trusting server is none that the trusted one accepts', async () => {
  const signed = editable(trusting, { server: principalOf(own), issuer: principalOf(trusting) });
  expect(exceptionOf(await edit(signed))).toBe(invalidSigned);
});

const drm = 'Microsoft.DigitalRightsManagement';
const invalidSigned = `${drm}.Licensing.InvalidSignedIssuanceLicenseException`;
const unsignedNoMatch = `${drm}.Licensing.UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException`;
const illegal = `${drm}.ServerRepublishIllegalException`;
const badTemplate = `${drm}.Licensing.InvalidOfficialRightsTemplateException`;
const unspecified = `${drm}.Utilities.UnspecifiedErrorException`;
const argumentNull = 'System.ArgumentNullException';

const otherId = (state: ServerState) => ({
  server: { ...principalOf(state), id: '{00000000-0000-0000-0000-000000000001}' },
});
const otherKey = (state: ServerState) => ({
  server: { ...principalOf(state), publicKey: principalOf(foreign).publicKey },
});
const signedFor = (change: Partial<PublishingLicenseRequest>) =>
  editable(own, { issuer: principalOf(own), ...change });
const tampered = ({ license }: { license: string }) => ({
  license: license.replace('author@example.com', 'reader@example.com'),
});

interface Refusal {
  signed?: () => { license: string };
  unsigned?: () => { license: string };
  deployment?: string;
  exception: string;
  /** A part of the text that only this refusal has. */
  because: string;
}

const refusals: Readonly<Record<string, Refusal>> = {
  'a signed license that was changed': {
    signed: () => tampered(editable(own)),
    exception: invalidSigned,
    because: 'The signature of the license does not verify',
  },
  'a signed license without signature': {
    signed: () => licenseFor(own, 'AES', { applicationSpecific: [allowsEditing] }),
    exception: invalidSigned,
    because: 'The signature of the license does not verify',
  },
  'a signed license of an issuer that is not trusted': {
    signed: () => editable(foreign, { server: principalOf(own), issuer: principalOf(foreign) }),
    exception: invalidSigned,
    because: 'The issuer of the license is not trusted',
  },
  'an issuer that has a trusted name and a key of its own': {
    signed: () =>
      editable(foreign, {
        server: principalOf(own),
        issuer: { ...principalOf(own), publicKey: principalOf(foreign).publicKey },
      }),
    exception: invalidSigned,
    because: 'The issuer of the license is not trusted',
  },
  'a signed license for another ID': {
    signed: () => signedFor(otherId(own)),
    exception: `${drm}.InvalidSignedIssuanceLicenseException`,
    because: 'The signed license is not for this server',
  },
  'a signed license for another key': {
    signed: () => signedFor(otherKey(own)),
    exception: `${drm}.InvalidSignedIssuanceLicenseException`,
    because: 'The signed license is not for this server',
  },
  'a signed license for a server that is only trusted': {
    signed: () => editable(own),
    unsigned: () => renewed(trusting),
    deployment: 'trusting',
    exception: `${drm}.InvalidSignedIssuanceLicenseException`,
    because: 'The signed license is not for this server',
  },
  'requests while online publishing is disabled': {
    deployment: 'publishing-disabled',
    exception: `${drm}.Licensing.OnlinePublishingDisabledException`,
    because: 'Online publishing is not available',
  },
  'an unsigned license for another ID': {
    unsigned: () => renewed(own, otherId(own)),
    exception: unsignedNoMatch,
    because: 'None of the issued principals match',
  },
  'an unsigned license for another key': {
    unsigned: () => renewed(own, otherKey(own)),
    exception: unsignedNoMatch,
    because: 'None of the issued principals match',
  },
  'an unsigned license for a server that is only trusted': {
    signed: () => editable(trusting),
    unsigned: () => renewed(own),
    deployment: 'trusting',
    exception: unsignedNoMatch,
    because: 'None of the issued principals match',
  },
  'a forged template in the unsigned license': {
    unsigned: () => renewed(own, { rightsData: officialTemplate(foreign) }),
    exception: badTemplate,
    because: 'The official rights template is not valid',
  },
  'a template in the unsigned license without its signature': {
    unsigned: () =>
      renewed(own, {
        rightsData: officialTemplate(own).replace(/<SIGNATURE>.*<\/SIGNATURE>/, ''),
      }),
    exception: badTemplate,
    because: 'The official rights template is not valid',
  },
  'a changed template in the signed license': {
    signed: () =>
      editable(own, {
        rightsData: officialTemplate(own).replace('<VIEW>', '<EDIT>').replace('</VIEW>', '</EDIT>'),
      }),
    exception: badTemplate,
    because: 'The official rights template is not valid',
  },
  'requests after decommissioning': {
    deployment: 'decommissioned',
    exception: 'Microsoft.RightsManagementServices.ClusterDecommissionedException',
    because: 'The server has been decommissioned',
  },
  'to edit a license that does not say anything about it': {
    signed: () => editable(own, { applicationSpecific: [] }),
    exception: illegal,
    because: 'does not allow servers to edit it',
  },
  'to edit when only the unsigned license allows it': {
    signed: () => editable(own, { applicationSpecific: [] }),
    unsigned: () => renewed(own, { applicationSpecific: [allowsEditing] }),
    exception: illegal,
    because: 'does not allow servers to edit it',
  },
  ...Object.fromEntries(
    (
      [
        { ...allowsEditing, id: 'OTHER' },
        { ...allowsEditing, name: 'Allow_Editing' },
        { ...allowsEditing, value: 'False' },
        { ...allowsEditing, value: 'true' },
      ] as const
    ).map(data => [
      `to edit a license that says ${Object.values(data).join(' ')}`,
      {
        signed: () => editable(own, { applicationSpecific: [data] }),
        exception: illegal,
        because: 'does not allow servers to edit it',
      },
    ]),
  ),
};

for (const [name, { signed, unsigned, deployment, exception, because }] of Object.entries(refusals))
  test(`refuses ${name}`, async () => {
    const answer = await edit((signed ?? (() => editable(own)))(), unsigned?.(), deployment);
    expect(exceptionOf(answer)).toBe(exception);
    expect(faultOf(answer).reason).toContain(because);
    expect(answer.status).toBe(500);
    expect(issuesIn('EditIssuanceLicense', answer)).toEqual([]);
    expect(announced(answer, editNamespace)).toHaveLength(2);
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
    expect(exceptionOf(await ask(content))).toBe(argumentNull);
  });

test('refuses two entries, which are neither null nor one', async () => {
  const [one = ''] = /<EditIssuanceLicenseParams>.*<\/EditIssuanceLicenseParams>/s.exec(
    editParams(good.signed, good.unsigned),
  ) ?? [''];
  const answer = await ask(`<RequestParams>${one}${one}</RequestParams>`);
  expect(exceptionOf(answer)).toBe(unspecified);
  expect(faultOf(answer).reason).toContain('RequestParams holds more than one entry.');
  expect(chainIn(await ask(`<RequestParams>${one}</RequestParams>`))).toHaveLength(1);
});

test('reads as XmlSerializer does: unknown elements and order do not matter', async () => {
  const content = params(
    `<unknown/>${unsignedElement(good.unsigned)}<unknown/>${signedElement(good.signed)}`,
  );
  expect(chainIn(await ask(content))).toHaveLength(1);
});

const notPublishingLicenses: Readonly<Record<string, (license: string) => string>> = {
  'is text': () => 'text',
  'is another element': () => '<other xmlns=""/>',
  'is XrML without BODY': () => '<XrML xmlns="" version="1.2"/>',
  'is a server certificate': () => own.SLC[0] ?? '',
  'is of another type': license => license.replace('Microsoft Rights Label', 'LICENSE'),
  'has no sealed key': license => license.replace(/<ENABLINGBITS.*?<\/ENABLINGBITS>/s, ''),
  'has no rights data': license =>
    license.replace(/<AUTHENTICATEDDATA.*?<\/AUTHENTICATEDDATA>/s, ''),
  'is for no server': license =>
    license.replace(/(<ISSUEDPRINCIPALS>.*?)MS-DRM-Server/s, '$1Group-Identity'),
};

for (const [name, damage] of Object.entries(notPublishingLicenses))
  test(`refuses a license that ${name}, in either place`, async () => {
    const signed = await ask(editParams(damage(good.signed), good.unsigned));
    const unsigned = await ask(editParams(good.signed, damage(good.unsigned)));
    expect([exceptionOf(signed), exceptionOf(unsigned)]).toEqual([invalidSigned, unspecified]);
  });

test('refuses a sealed key or rights data that cannot be opened', async () => {
  const sealed = (license: string): string =>
    license.replace(
      /(<ENABLINGBITS.*?<VALUE[^>]*>)(.)/s,
      (_whole, start: string, first: string) => start + (first === 'A' ? 'B' : 'A'),
    );
  const rights = (license: string): string =>
    license.replace(/(<AUTHENTICATEDDATA[^>]*>)[^<]*/, '$1AAAAAAAAAAAAAAAAAAAAAA==');
  for (const damage of [sealed, rights]) {
    expect(damage(good.unsigned)).not.toBe(good.unsigned);
    const answer = await ask(editParams(good.signed, damage(good.unsigned)));
    expect(exceptionOf(answer)).toBe(unspecified);
    expect(faultOf(answer).reason).toContain('The license cannot be read or opened.');
  }
  // Signed as it is: nothing but the rights data is wrong.
  const signed = editable(own, { rightsData: 'no rights data' });
  expect(exceptionOf(await edit(signed))).toBe(invalidSigned);
});

test('what is refused is refused in the order of the section', async () => {
  const forged = renewed(own, { rightsData: officialTemplate(foreign) });
  const elsewhere = renewed(own, otherId(own));
  const closed = await edit(editable(own, { applicationSpecific: [] }), forged, 'decommissioned');
  expect(exceptionOf(closed)).toBe(badTemplate);
  const disabled = await edit(editable(own), elsewhere, 'publishing-disabled');
  expect(exceptionOf(disabled)).toContain('OnlinePublishingDisabledException');
  const several = await edit(tampered(signedFor(otherId(own))), elsewhere, 'publishing-disabled');
  expect(faultOf(several).reason).toContain('signature');
});
