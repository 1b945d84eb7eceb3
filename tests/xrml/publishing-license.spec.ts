import { expect, test } from '@playwright/test';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { issueServerLicensorCertificateChain } from '../../harness/xrml/chain.ts';
import { generateContentKey } from '../../harness/xrml/content-key.ts';
import { openContentKey } from '../../harness/xrml/enabling-bits.ts';
import { cryptographicModes, modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import type { Principal } from '../../harness/xrml/principal.ts';
import {
  buildPublishingLicense,
  enablingBitsHashedText,
  type PublishingLicenseRequest,
} from '../../harness/xrml/publishing-license.ts';
import { buildRightsData, decryptRightsData } from '../../harness/xrml/rights-data.ts';
import { verifyChain } from '../../harness/xrml/verify-chain.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { genuine } from './genuine.ts';
import { testKey } from './keys.ts';
import { schemaErrors } from './xrml-schema.ts';

const at = new Date('2026-03-01T12:00Z');
const rights = [
  { name: 'VIEW', principal: { type: 'Internal', id: 'Anyone' } },
  { name: 'OWNER', principal: { type: 'Unspecified', emailAddress: 'owner@assay.example' } },
] as const;

for (const mode of cryptographicModes)
  for (const [name, contentKey] of Object.entries({
    'AES-128': generateContentKey('AES'),
    'AES-256': generateContentKey('AES', 256),
    DES: generateContentKey('DES'),
  }))
    test(`${mode}, ${name}: what is built parses to the same values`, () => {
      const { server } = slcOf(mode);
      const license = parseCertificate(buildPublishingLicense(request(mode, { contentKey })));
      expect(license).toMatchObject({
        bodyType: 'Microsoft Rights Label',
        issuedTime: at,
        issuer: server,
        issuedPrincipal: server,
        enablingBits: { type: modes[mode].enablingBits },
      });
      expect(license.signature).toBeUndefined();
      const opened = openContentKey({
        ...(license.enablingBits ?? { type: 'sealed-key', value: '' }),
        privateKey: testKey(modes[mode].keyBits).privateKey,
        hashed: enablingBitsHashedText(server),
      });
      expect(opened).toEqual(contentKey);
      const [data] = license.authenticatedData;
      expect(data?.id).toBe('Encrypted-Rights-Data');
      expect(decryptRightsData(data?.value ?? '', opened)).toBe(
        buildRightsData({ issuedTime: at, guid: workGuid, owner, rights }),
      );
    });

for (const mode of cryptographicModes)
  test(`${mode}: signed, it forms a chain with the server’s certificates`, () => {
    const { chain, root } = slcOf(mode);
    const signWith = testKey(modes[mode].keyBits);
    const signed = buildPublishingLicense(request(mode, { signWith }));
    expect(verifySignature(parseCertificate(signed))).toEqual({ valid: true });
    expect(verifyChain([signed, ...chain], [root], at)).toEqual({ valid: true });
  });

test('what is built matches the schema, signed and unsigned, with every option', () => {
  const signWith = testKey(1024);
  const urls = { intranet: 'http://rms/_wmcs/licensing', extranet: 'https://rms.example/?a&b' };
  const applicationSpecific = [{ name: 'Allow_Server_Editing', value: 'True' }];
  expect(schemaErrors(buildPublishingLicense(request('mode1', {})))).toBe('');
  expect(schemaErrors(buildPublishingLicense(request('mode2', { urls })))).toBe('');
  expect(
    schemaErrors(buildPublishingLicense(request('mode1', { signWith, urls, applicationSpecific }))),
  ).toBe('');
});

test('given time, GUID and keys, only the enabling bits differ', () => {
  const build = (): string => buildPublishingLicense(request('mode1', { contentKey: fixedKey }));
  const [first, second] = [build(), build()];
  expect(first).not.toBe(second);
  expect(withoutSealedKey(first)).toBe(withoutSealedKey(second));
});

test('the server’s principal is copied verbatim from its certificate', () => {
  const { chain } = slcOf('mode1');
  const principal = /<PRINCIPAL internal-id="1">(.*?)<\/PRINCIPAL>/.exec(chain[0] ?? '')?.[1];
  expect(principal).toContain('<OBJECT type="MS-DRM-Server">');
  expect(buildPublishingLicense(request('mode1', {}))).toContain(
    `<ISSUEDPRINCIPALS><PRINCIPAL internal-id="1">${principal}<ENABLINGBITS type="sealed-key">`,
  );
});

test('the principal of the genuine license is copied verbatim too', () => {
  const server = parseCertificate(genuine('pl')).issuedPrincipal;
  const original = /<ISSUEDPRINCIPALS>.*?<ENABLINGBITS/.exec(genuine('pl'))?.[0] ?? '?';
  const built = buildPublishingLicense(request('mode1', server ? { server } : {}));
  expect(built).toContain(original);
});

test('a principal with one field replaced is written with that field', () => {
  const { server } = slcOf('mode1');
  const id = '{00000000-0000-4000-8000-000000000001}';
  const built = parseCertificate(
    buildPublishingLicense(request('mode1', { server: { ...server, id } })),
  );
  expect(built.issuedPrincipal).toEqual({ ...server, id });
});

test('a key that is not the issuer’s is refused', () => {
  const signWith = testKey(1024, 'other');
  expect(() => buildPublishingLicense(request('mode1', { signWith }))).toThrow(
    'is not its issuer’s key',
  );
});

const workGuid = '{5a1f3ad5-7d2a-4a0b-9d8e-2f1f0a9f6a10}';
const owner = { type: 'Windows', emailAddress: 'owner@assay.example' } as const;
const fixedKey = { type: 'AES', bytes: new Uint8Array(16).fill(7) } as const;

function slcOf(mode: CryptographicMode): {
  chain: readonly string[];
  root: ReturnType<typeof issueServerLicensorCertificateChain>['root'];
  server: Principal;
} {
  const { chain, root } = issueServerLicensorCertificateChain({
    mode,
    guid: '{0b7b3a8e-55ac-4d23-8a0e-6c6a2f4d1c11}',
    name: 'Tom & Jerry’s server',
    url: 'http://127.0.0.1:8080/_wmcs',
    key: testKey(modes[mode].keyBits),
    at,
  });
  const slc = parseCertificate(chain[0] ?? '');
  return { chain, root, server: slc.issuedPrincipal ?? slc.issuer };
}

function request(
  mode: CryptographicMode,
  changes: Partial<PublishingLicenseRequest>,
): PublishingLicenseRequest {
  return {
    mode,
    server: slcOf(mode).server,
    contentKey: generateContentKey('AES'),
    rights,
    owner,
    urls: { intranet: 'http://127.0.0.1:8080/_wmcs/licensing' },
    issuedTime: at,
    guid: workGuid,
    ...changes,
  };
}

function withoutSealedKey(xml: string): string {
  return xml.replace(/(?<=<ENABLINGBITS type="sealed-key"><VALUE[^>]*>)[^<]*/, '');
}
