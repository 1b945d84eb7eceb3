import { expect } from '@playwright/test';
import type { AccountCertificateRequest } from '../../harness/xrml/account-certificate.ts';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { issueServerLicensorCertificateChain } from '../../harness/xrml/chain.ts';
import type { ClientLicensorCertificateRequest } from '../../harness/xrml/client-licensor-certificate.ts';
import { modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { elements } from '../../harness/xrml/navigate.ts';
import type { XrmlNode } from '../../harness/xrml/node.ts';
import type { Principal } from '../../harness/xrml/principal.ts';
import type { RsaPublicKey } from '../../harness/xrml/rsa.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import { fc } from '../fast-check.ts';
import { genuine } from './genuine.ts';
import { testKey } from './keys.ts';

/** When the certificates of these tests are issued. */
export const issuedAt = new Date('2026-03-01T12:00Z');

/** A server's chain, its root, and the principal that its SLC issues. */
export function serverOf(mode: CryptographicMode): {
  readonly chain: readonly string[];
  readonly root: RsaPublicKey;
  readonly principal: Principal;
} {
  const { chain, root } = issueServerLicensorCertificateChain({
    mode,
    guid: '0b7b3a8e-55ac-4d23-8a0e-6c6a2f4d1c11',
    name: 'ASSAY',
    url: 'http://127.0.0.1:8080/_wmcs',
    key: testKey(modes[mode].keyBits),
    at: issuedAt,
  });
  const principal = parseCertificate(chain[0] ?? '').issuedPrincipal;
  if (principal === undefined) throw new Error('The SLC issues no principal.');
  return { chain, root, principal };
}

/** The machine of the genuine SPC with a key of ours. */
export function machineOf(mode: CryptographicMode): Principal {
  const machine = parseCertificate(genuine('spc')).issuedPrincipal;
  if (machine === undefined) throw new Error('The SPC issues no principal.');
  return { ...machine, publicKey: testKey(modes[mode].keyBits, 'machine').publicKey };
}

/** A request for a RAC; without `machine` and `privateKey`, one for a user public-key certificate. */
export function accountRequest(mode: CryptographicMode): AccountCertificateRequest &
  Pick<ClientLicensorCertificateRequest, 'privateKey'> & {
    readonly machine: Principal;
  } {
  const { publicKey, privateKey } = testKey(modes[mode].keyBits, 'user');
  return {
    mode,
    issuer: serverOf(mode).principal,
    signWith: testKey(modes[mode].keyBits),
    user: {
      type: 'Windows',
      id: 'S-1-5-21-1004336348-1177238915-682003330-1001',
      emailAddress: 'licensee@assay.example',
    },
    publicKey,
    privateKey,
    machine: machineOf(mode),
    urls: { intranet: 'http://127.0.0.1:8080/_wmcs/certification' },
    issuedTime: issuedAt,
    guid: '78647281-7120-4768-b635-087aadd4dfb6',
  };
}

/** A request for a CLC of the account that `accountRequest` speaks of. */
export function clientLicensorRequest(
  mode: CryptographicMode,
  account: Principal,
): ClientLicensorCertificateRequest {
  const { publicKey, privateKey } = testKey(modes[mode].keyBits, 'client-licensor');
  return {
    mode,
    issuer: serverOf(mode).principal,
    signWith: testKey(modes[mode].keyBits),
    account,
    publicKey,
    privateKey,
    urls: {
      intranet: 'http://127.0.0.1:8080/_wmcs/licensing',
      extranet: 'http://rms.assay.example/_wmcs/licensing',
    },
    issuancePeriod: {
      from: new Date('2026-02-28T12:00Z'),
      until: new Date('2027-03-01T12:00Z'),
    },
    issuedTime: issuedAt,
    guid: '1c4a57b8-94cd-4174-b555-881d705ee5b5',
  };
}

/** Every element below `node` as a path with the names of its attributes, in document order. */
export function elementPaths(node: XrmlNode, parent = ''): readonly string[] {
  const attributes = node.attributes.map(([name]) => `@${name}`).join('');
  const path = `${parent}/${node.name}${attributes}`;
  return [path, ...elements(node).flatMap(child => elementPaths(child, path))];
}

/** A text with the values of ENABLINGBITS taken out, which are new each time. */
export function withoutSealedKey(text: string): string {
  return text.replace(/(<ENABLINGBITS.*?<VALUE[^>]*>)[^<]*/g, '$1');
}

/** Whether a certificate can be read and its signature holds. */
export function verifies(xml: string): boolean {
  try {
    return verifySignature(parseCertificate(xml)).valid;
  } catch (error) {
    if (error instanceof XrmlError) return false;
    throw error;
  }
}

/** Expects a certificate to verify, and none in which one character of BODY is another. */
export function expectBodySigned(xml: string): void {
  const at = fc.integer({ min: xml.indexOf('<BODY'), max: xml.indexOf('</BODY>') });
  fc.assert(
    fc.property(at, fc.integer({ min: 1, max: 31 }), (index, mask) => {
      const character = String.fromCharCode(xml.charCodeAt(index) ^ mask);
      expect(verifies(xml.slice(0, index) + character + xml.slice(index + 1))).toBe(false);
    }),
    { numRuns: 60 },
  );
  expect(verifies(xml)).toBe(true);
}

/** What makes a certificate one to refuse: a part of it, another, and a part of what is then said. */
export type Damage = readonly [from: string | RegExp, to: string, message: string];

/** Expects a certificate with that damage to be refused. */
export function expectRefusal(
  read: (xml: string) => unknown,
  xml: string,
  [from, to, message]: Damage,
): void {
  const changed = xml.replace(from, to);
  expect(changed).not.toBe(xml);
  expect(() => read(changed)).toThrow(XrmlError);
  expect(() => read(changed)).toThrow(message);
}
