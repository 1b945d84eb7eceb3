import { constants, createCipheriv, createHash, publicEncrypt } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { soapVersions } from '../../harness/soap/version.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { enrollmentKeys } from '../../harness/xrml/chain.ts';
import { generateContentKey, sameContentKey } from '../../harness/xrml/content-key.ts';
import { cryptographicModes } from '../../harness/xrml/mode.ts';
import { enablingBitsHashedText } from '../../harness/xrml/publishing-license.ts';
import { publicKeyObject } from '../../harness/xrml/rsa.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { verifyChain } from '../../harness/xrml/verify-chain.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import { announced, exceptionOf, faultOf } from './client.ts';
import { principalOf } from './licences.ts';
import { normalState } from './licensing.ts';
import {
  askOperation,
  chainIn,
  foreign,
  issuesIn,
  keyIn,
  officialTemplate,
  own,
  publishingNamespace,
  publishingParams,
  renewed,
  rightsIn,
  servePublishing,
  trusting,
} from './publishing.ts';

const { ask, urlOf } = servePublishing('AcquireIssuanceLicense');

for (const version of soapVersions)
  for (const mode of cryptographicModes)
    for (const type of ['AES', 'DES'] as const)
      test(`signs a license with an ${type} key (${mode}, ${version})`, async () => {
        const state = normalState(mode);
        const contentKey = type === 'AES' ? generateContentKey('AES') : generateContentKey('DES');
        const unsigned = renewed(state, {
          contentKey,
          issuedTime: new Date('2020-02-02T02:02Z'),
          issuer: principalOf(normalState(mode, 'foreign')),
          urls: { intranet: 'http://elsewhere.example', extranet: 'http://else.example' },
          referral: { address: 'mailto:ask@example.com', name: 'Ask' },
        });
        const before = Date.now();
        const answer = await ask(publishingParams(unsigned.license), mode, version);

        expect(answer.status).toBe(200);
        expect(issuesIn('AcquireIssuanceLicense', answer)).toEqual([]);
        expect(announced(answer, publishingNamespace)).toHaveLength(2);
        const [license, ...above] = chainIn(answer);
        if (license === undefined) throw new Error('There is no license.');
        expect(above.map(({ xml }) => xml)).toEqual(state.SLC);
        expect(verifyChain([license, ...above], [enrollmentKeys(mode).root.publicKey])).toEqual({
          valid: true,
        });
        expect(license.issuer).toEqual(principalOf(state));
        expect(license.issuedPrincipal).toEqual(principalOf(state));
        expect(sameContentKey(keyIn(license, state), contentKey)).toBe(true);
        expect(rightsIn(license, contentKey)).toBe(rightsIn(unsigned.license, contentKey));
        // Written to the minute.
        expect(license.issuedTime.getTime()).toBeGreaterThan(before - 60_000);
        expect(license.issuedTime.getTime()).toBeLessThanOrEqual(Date.now());
        const points = [...license.xml.matchAll(/<DISTRIBUTIONPOINT>.*?<\/DISTRIBUTIONPOINT>/gs)];
        expect(
          points.map(([point]) => [
            /OBJECT type="([^"]*)"/.exec(point)?.[1],
            /<NAME>([^<]*)/.exec(point)?.[1],
            /<ADDRESS type="URL">([^<]*)/.exec(point)?.[1],
          ]),
        ).toEqual([
          ['License-Acquisition-URL', 'DRM Server Cluster', 'http://localhost/_wmcs/licensing'],
          ['Referral-Info', 'Ask', 'mailto:ask@example.com'],
        ]);
      });

test('signs each of several licenses, in order', async () => {
  const licenses = [renewed(own), renewed(own)];
  const answer = await ask(publishingParams(...licenses.map(({ license }) => license)));
  expect(issuesIn('AcquireIssuanceLicense', answer)).toEqual([]);
  const signed = chainIn(answer).filter(({ bodyType }) => bodyType === 'Microsoft Rights Label');
  expect(signed).toHaveLength(2);
  for (const [index, license] of signed.entries()) {
    const { key } = licenses[index] ?? renewed(own);
    expect(sameContentKey(keyIn(license, own), key)).toBe(true);
  }
});

test('signs a license for a server that it trusts, by its own name', async () => {
  const unsigned = renewed(own);
  const [license] = chainIn(await ask(publishingParams(unsigned.license), 'trusting'));
  if (license === undefined) throw new Error('There is no license.');
  expect(license.issuer).toEqual(principalOf(trusting));
  expect(license.issuedPrincipal).toEqual(principalOf(own));
  expect(verifySignature(license, trusting.keyPair.publicKey).valid).toBe(true);
  expect(sameContentKey(keyIn(license, own), unsigned.key)).toBe(true);
  expect(exceptionOf(await ask(publishingParams(renewed(trusting).license)))).toBe(noMatch);
});

test('signs a license with an official template of its own', async () => {
  const rightsData = officialTemplate(own);
  const unsigned = renewed(own, { rightsData });
  const [license] = chainIn(await ask(publishingParams(unsigned.license)));
  expect(license && rightsIn(license, unsigned.key)).toBe(rightsData);
});

const drm = 'Microsoft.DigitalRightsManagement';
const noMatch = `${drm}.Licensing.UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException`;
const badTemplate = `${drm}.Licensing.InvalidOfficialRightsTemplateException`;
const unspecified = `${drm}.Utilities.UnspecifiedErrorException`;
const good = renewed(own).license;

/** A license whose ENABLINGBITS are put together by hand (mode 1), with a DES session key. */
function withDesSessionKey(): string {
  const des = Buffer.from('0123456789abcdef', 'hex');
  const session = Buffer.concat([Buffer.from('1400ffff3800400000100000', 'hex'), des]);
  const key = Buffer.from('1c00ffff800080000110000000112233445566778899aabbccddeeff', 'hex');
  const hashed = Buffer.from(enablingBitsHashedText(principalOf(own)), 'utf16le');
  const header = Buffer.from('01000000300000000000000000000000', 'hex');
  const plaintext = Buffer.concat([header, key, createHash('sha1').update(hashed).digest()]);
  // DES is 3DES with three equal keys, which OpenSSL still offers.
  const cipher = createCipheriv('des-ede3', Buffer.concat([des, des, des]), null);
  cipher.setAutoPadding(false);
  const recipient = publicKeyObject(own.keyPair.publicKey);
  const sealed = Buffer.concat([
    publicEncrypt({ key: recipient, padding: constants.RSA_PKCS1_PADDING }, session),
    cipher.update(plaintext),
    cipher.final(),
  ]);
  return good.replace(/(<ENABLINGBITS.*?<VALUE[^>]*>)[^<]*/s, `$1${sealed.toString('base64')}`);
}

for (const [name, license, exception, deployment] of [
  ['while online publishing is disabled', () => good, 'OnlinePublishing', 'publishing-disabled'],
  ['after decommissioning', () => good, 'ClusterDecommissioned', 'decommissioned'],
  [
    'a license for another server',
    () => renewed(own, { server: principalOf(foreign) }).license,
    noMatch,
  ],
  [
    'a license for another ID',
    () =>
      renewed(own, {
        server: { ...principalOf(own), id: '{00000000-0000-0000-0000-000000000001}' },
      }).license,
    noMatch,
  ],
  [
    'a license for another key',
    () =>
      renewed(own, { server: { ...principalOf(own), publicKey: principalOf(foreign).publicKey } })
        .license,
    noMatch,
  ],
  [
    'a forged official template',
    () => renewed(own, { rightsData: officialTemplate(foreign) }).license,
    badTemplate,
  ],
  ['a DES session key', withDesSessionKey, `${drm}.Cryptography.CryptoUnsupportedSymKeyException`],
  [
    'a sealed key that belongs to another element',
    () => good.replace(/(<ISSUEDPRINCIPALS.*?)Server-SKU/s, '$1Server-Sku'),
    `${drm}.EnablingBitsHashDoesNotMatchException`,
  ],
  [
    'a sealed key that cannot be opened',
    () => good.replace(/(<ENABLINGBITS.*?<VALUE[^>]*>)...../s, '$1AAAAA'),
    unspecified,
  ],
  ['rights data that are none', () => renewed(own, { rightsData: 'none' }).license, unspecified],
  ['what is no XrML', () => '<other xmlns=""/>', unspecified],
  ['a certificate', () => own.SLC[0] ?? '', unspecified],
  [
    'principals without a sealed key',
    () => good.replace(/<ENABLINGBITS.*?<\/ENABLINGBITS>/s, ''),
    unspecified,
  ],
] as const)
  test(`refuses ${name}`, async () => {
    const answer = await ask(publishingParams(license()), deployment);
    expect(exceptionOf(answer)).toContain(exception);
    expect(answer.status).toBe(500);
    expect(issuesIn('AcquireIssuanceLicense', answer)).toEqual([]);
  });

for (const [name, content] of [
  ['no RequestParams', ''],
  ['a nil RequestParams', '<RequestParams xsi:nil="true"/>'],
  ['an empty RequestParams', '<RequestParams/>'],
  ['a nil entry', '<RequestParams><AcquireIssuanceLicenseParams xsi:nil="1"/></RequestParams>'],
  ['an empty entry', '<RequestParams><AcquireIssuanceLicenseParams/></RequestParams>'],
  ['an empty license', publishingParams('')],
] as const)
  test(`refuses ${name} as null input`, async () => {
    expect(exceptionOf(await ask(content))).toBe('System.ArgumentNullException');
  });

test('nothing but the session key is wrong with the license that has a DES one', () => {
  const license = parseCertificate(withDesSessionKey());
  expect(Buffer.from(conforming.openKey(license, own.keyPair).bytes).toString('hex')).toBe(
    '00112233445566778899aabbccddeeff',
  );
  expect(conforming.sessionKeyIsSupported(license, own.keyPair)).toBe(false);
  expect(conforming.sessionKeyIsSupported(parseCertificate(good), own.keyPair)).toBe(true);
});

test('GetClientLicensorCert is no operation that is served', async () => {
  const url = `${urlOf('mode1') ?? ''}/licensing/publish.asmx`;
  expect(await (await fetch(url)).text()).toContain('Operations: AcquireIssuanceLicense<');
  const answer = await askOperation('AcquireIssuanceLicense', urlOf('mode1'), '');
  expect(faultOf(answer).reason).toContain('RequestParams is null.');
});
