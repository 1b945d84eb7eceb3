import { parseCertificate, type Principal } from '../../harness/xrml/certificate.ts';
import { issueServerLicensorCertificateChain } from '../../harness/xrml/chain.ts';
import { modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { policyListElement } from '../../harness/xrml/policy-list.ts';
import type { RevocationPoint } from '../../harness/xrml/revocation-point.ts';
import type { RightGrant } from '../../harness/xrml/rights-data.ts';
import type { RsaKeyPair } from '../../harness/xrml/rsa.ts';
import { fc } from '../fast-check.ts';
import { testKey } from './keys.ts';

export const at = new Date('2026-03-01T12:00Z');
export const workGuid = '{5a1f3ad5-7d2a-4a0b-9d8e-2f1f0a9f6a10}';
export const licenseGuid = '{c542ff5d-c2ca-4eda-beec-a142f834d271}';
export const owner = { type: 'Windows', emailAddress: 'owner@assay.example' } as const;
export const urls = {
  intranet: 'http://rms/_wmcs/licensing',
  extranet: 'https://rms.example/?a&b',
};
export const referral = { address: 'mailto:owner@assay.example', name: 'Owner & Co' };
export const period = { from: new Date('2026-03-01T00:00Z'), until: new Date('2026-04-01T00:00Z') };

/** A server's key pair, certificate chain and principal: the same for each call. */
export function serverOf(mode: CryptographicMode): {
  readonly keyPair: RsaKeyPair;
  readonly principal: Principal;
  readonly chain: readonly string[];
  readonly root: RsaKeyPair['publicKey'];
} {
  const keyPair = testKey(modes[mode].keyBits);
  const { chain, root } = issueServerLicensorCertificateChain({
    mode,
    guid: '{0b7b3a8e-55ac-4d23-8a0e-6c6a2f4d1c11}',
    name: 'Tom & Jerry’s server',
    url: 'http://127.0.0.1:8080/_wmcs',
    key: keyPair,
    at,
  });
  const { issuedPrincipal, issuer } = parseCertificate(chain[0] ?? '');
  return { keyPair, principal: issuedPrincipal ?? issuer, chain, root };
}

/** A user's account or the one that a CLC issues, as a RAC states it. */
export function userOf(
  mode: CryptographicMode,
  role = 'user',
): { readonly keyPair: RsaKeyPair; readonly principal: Principal } {
  const keyPair = testKey(modes[mode].keyBits, role);
  return {
    keyPair,
    principal: {
      objectType: 'Group-Identity',
      idType: 'Windows',
      id: 'S-1-5-21-1004336348-1177238915-682003330-1001',
      name: `${role}@assay.example`,
      publicKey: keyPair.publicKey,
      securityLevels: [{ name: 'Group-Identity-Type', value: 'Group' }],
    },
  };
}

export const revocation: RevocationPoint = {
  idType: 'MS-GUID',
  id: '{9d1b7f34-0a52-4e61-8f0b-3f2f6b6d7c55}',
  name: 'Revocation list',
  address: 'http://rms/revocation.xml',
  publicKey: testKey(1024, 'revocation').publicKey,
  interval: { days: 7, hours: 0, minutes: 30 },
};

export const policies = [
  policyListElement('exclusion', [
    { fileName: 'winword.exe', minimum: '1.0.0.0', maximum: '11.0.0.0' },
    { fileName: 'excel.exe', minimum: '1.0.0.0', maximum: '11.0.0.0' },
  ]),
  policyListElement('inclusion', []),
];

/** Text as XML holds it and as it is read back: without white space around it, not empty. */
export const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 20 })
  .map(value => value.replace(/[^\t\n\x20-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '').trim())
  .filter(value => value !== '');

const minutes = fc.date({
  min: new Date('1970-01-01T00:00Z'),
  max: new Date('9999-12-31T23:59Z'),
  noInvalidDate: true,
});

/** A time to the minute. */
export const time = minutes.map(date => new Date(Math.floor(date.getTime() / 60000) * 60000));

export const timeCondition = fc.oneof(
  fc.record({ from: time, until: time }),
  fc.record({ days: fc.nat(99999) }),
);

export const rightName = fc.oneof(
  fc.constantFrom('VIEW', 'PRINT', 'EDIT', 'FORWARD', 'VIEWRIGHTSDATA', 'EXPORT', 'OWNER'),
  text,
);

/** Rights data grant at least one right. */
export const grants: fc.Arbitrary<RightGrant[]> = fc.array(
  fc.record(
    {
      name: rightName,
      principal: fc.oneof(
        fc.record({ type: fc.constant('Unspecified' as const), emailAddress: text }),
        fc.record({ type: fc.constant('Windows' as const), id: text, emailAddress: text }),
        fc.record({
          type: fc.constant('Internal' as const),
          id: fc.constantFrom('Owner', 'Anyone'),
        }),
      ),
      time: timeCondition,
    },
    { requiredKeys: ['name', 'principal'] },
  ),
  { minLength: 1, maxLength: 4 },
);

/** `xml` with one character between <BODY and </BODY> replaced by another. */
export function oneChangeInBody(xml: string): fc.Arbitrary<string> {
  const [from, to] = [xml.indexOf('<BODY'), xml.indexOf('</BODY>') + '</BODY>'.length];
  const unit = fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.integer({ min: 0, max: 0xffff }));
  return fc
    .tuple(fc.integer({ min: from, max: to - 1 }), unit)
    .filter(([position, code]) => xml.charCodeAt(position) !== code)
    .map(
      ([position, code]) =>
        xml.slice(0, position) + String.fromCharCode(code) + xml.slice(position + 1),
    );
}

/**
 * What differs each time a license is built: VALUEs of ENABLINGBITS, DIGEST and SIGNATURE, taken
 * out.
 */
export function withoutSealedValues(xml: string): string {
  const [body = '', signature = ''] = xml.split('</BODY>');
  return (
    body.replace(/(?<=<ENABLINGBITS type="[^"]*"><VALUE[^>]*>)[^<]*/g, '') +
    signature.replace(/(?<=<VALUE encoding="base64"[^>]*>)[^<]*/g, '')
  );
}
