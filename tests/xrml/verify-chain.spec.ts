import { expect, test } from '@playwright/test';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { enrollmentKeys, issueServerLicensorCertificateChain } from '../../harness/xrml/chain.ts';
import { issueCertificate } from '../../harness/xrml/issuing-certificate.ts';
import { cryptographicModes, modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import type { Principal } from '../../harness/xrml/principal.ts';
import { verifyChain } from '../../harness/xrml/verify-chain.ts';
import { genuine } from './genuine.ts';
import { testKey } from './keys.ts';
import { schemaErrors } from './xrml-schema.ts';

const at = new Date('2026-03-01T12:00Z');
const day = 24 * 60 * 60 * 1000;

function issue(mode: CryptographicMode): ReturnType<typeof issueServerLicensorCertificateChain> {
  return issueServerLicensorCertificateChain({
    mode,
    guid: '0b7b3a8e-55ac-4d23-8a0e-6c6a2f4d1c11',
    url: 'http://127.0.0.1:8080/_wmcs',
    key: testKey(modes[mode].keyBits),
    at,
  });
}

for (const mode of cryptographicModes) {
  test(`${mode}: an issued chain verifies under its root and matches the schema`, () => {
    const { chain, root } = issue(mode);
    expect(verifyChain(chain, [root], at)).toEqual({ valid: true });
    expect(verifyChain(chain.map(parseCertificate), [root], at)).toEqual({ valid: true });
    expect(chain.map(schemaErrors)).toEqual(['', '', '', '']);
  });

  test(`${mode}: keys and hashes are those of MS-RMPR 3.1.4.7 and 2.2.9.3.3`, () => {
    const certificates = issue(mode).chain.map(parseCertificate);
    const bits = modes[mode].keyBits;
    expect(certificates.map(one => one.issuedPrincipal?.publicKey.bits)).toEqual([
      bits,
      bits,
      2048,
      2048,
    ]);
    expect(new Set(certificates.map(one => one.signature?.algorithm))).toEqual(
      new Set([modes[mode].hashAlgorithm]),
    );
  });
}

test('the chain has the shape of MS-RMPR 2.2.9.3 in the pre-production hierarchy', () => {
  const certificates = issue('mode1').chain.map(parseCertificate);
  expect(certificates.map(one => one.descriptor?.objectType)).toEqual([
    'Server-Licensor-Certificate',
    'Server-Licensor-Certificate',
    'DRM-CA-Certificate',
    'DRM-CA-Certificate',
  ]);
  expect(certificates.map(one => one.issuer.name)).toEqual([
    'Microsoft DRM ISV Server Enrollment Service',
    'Microsoft DRM ISV Server Enrollment CA',
    'Microsoft DRM ISV CA',
    'Microsoft DRM ISV Root',
  ]);
  expect(certificates[0]?.issuedPrincipal).toMatchObject({
    objectType: 'MS-DRM-Server',
    idType: 'MS-GUID',
    id: '{0b7b3a8e-55ac-4d23-8a0e-6c6a2f4d1c11}',
    address: 'http://127.0.0.1:8080/_wmcs',
    publicKey: testKey(1024).publicKey,
  });
  expect(certificates[0]?.issuedPrincipal?.name).toBeUndefined();
  expect(certificates[0]?.issuer.securityLevels[0]?.name).toBe('Certificate Practice Statement');
});

test('the same input gives the same chain', () => {
  expect(issue('mode1').chain).toEqual(issue('mode1').chain);
});

test('a chain is trusted only under its own root', () => {
  const { chain } = issue('mode1');
  const stranger = testKey(2048, 'stranger').publicKey;
  expect(verifyChain(chain, [stranger], at)).toEqual({ valid: false, index: 3, reason: 'root' });
  expect(verifyChain(chain, [], at)).toEqual({ valid: false, index: 3, reason: 'root' });
});

test('a chain holds from its first instant up to, not including, its last', () => {
  const { chain, root } = issue('mode1');
  const expired = { valid: false, index: 0, reason: 'validity' };
  expect(verifyChain(chain, [root], new Date(at.getTime() - 365 * day))).toEqual({ valid: true });
  expect(verifyChain(chain, [root], new Date(at.getTime() - 365 * day - 1))).toEqual(expired);
  expect(verifyChain(chain, [root], new Date(at.getTime() + 365 * day - 1))).toEqual({
    valid: true,
  });
  expect(verifyChain(chain, [root], new Date(at.getTime() + 365 * day))).toEqual(expired);
});

test('a chain out of order, with a gap, or empty does not hold', () => {
  const { chain, root } = issue('mode1');
  const swapped = [chain[1], chain[0], chain[2], chain[3]].map(String);
  const withGap = [chain[0], chain[2], chain[3]].map(String);
  const issuer = { valid: false, index: 0, reason: 'issuer' };
  expect(verifyChain(swapped, [root], at)).toEqual(issuer);
  expect(verifyChain(withGap, [root], at)).toEqual(issuer);
  expect(verifyChain(chain.slice(0, 1), [root], at)).toEqual({ ...issuer, reason: 'root' });
  expect(verifyChain([], [root], at)).toEqual({ ...issuer, reason: 'empty' });
});

for (const index of [0, 1, 2, 3])
  test(`a change in certificate ${index} is found there`, () => {
    const { chain, root } = issue('mode1');
    const change = (replace: (xml: string) => string): string[] =>
      chain.map((xml, position) => (position === index ? replace(xml) : xml));
    const later = change(xml => xml.replace('<UNTIL>2027', '<UNTIL>2037'));
    const unsigned = change(xml => xml.replace(/<SIGNATURE>.*<\/SIGNATURE>/, ''));
    const other = chain[(index + 1) % 4] ?? '';
    const borrowed = change(xml =>
      xml.replace(/<SIGNATURE>.*/, /<SIGNATURE>.*/.exec(other)?.[0] ?? ''),
    );
    const broken = change(xml => xml.replace('</BODY>', ''));
    const found = { valid: false, index };
    expect(verifyChain(later, [root], at)).toEqual({ ...found, reason: 'digest' });
    expect(verifyChain(unsigned, [root], at)).toEqual({ ...found, reason: 'absent' });
    expect(verifyChain(borrowed, [root], at)).toEqual({ ...found, reason: 'digest' });
    expect(verifyChain(broken, [root], at)).toEqual({ ...found, reason: 'unparsable' });
  });

test('a certificate that states its issuer but is signed by another key is found', () => {
  const { chain, root } = issue('mode1');
  const genuineOne = parseCertificate(chain[0] ?? '');
  const forged = issueCertificate(
    {
      type: 'Server-Licensor-Certificate',
      issuer: genuineOne.issuer,
      principal: genuineOne.issuedPrincipal ?? genuineOne.issuer,
      issuedTime: at,
      period: { from: new Date(at.getTime() - day), until: new Date(at.getTime() + day) },
    },
    testKey(1024, 'forger'),
    'mode1',
  );
  expect(verifyChain([forged, ...chain.slice(1)], [root], at)).toEqual({
    valid: false,
    index: 0,
    reason: 'signature',
  });
});

test('a certificate issued after its issuer’s period is found', () => {
  const { chain, root } = issue('mode1');
  const original = parseCertificate(chain[0] ?? '');
  const late = new Date(at.getTime() + 366 * day);
  const principal: Principal = original.issuedPrincipal ?? original.issuer;
  const leaf = issueCertificate(
    {
      type: 'Server-Licensor-Certificate',
      issuer: original.issuer,
      principal,
      issuedTime: late,
      period: { from: new Date(at.getTime() - day), until: new Date(late.getTime() + day) },
    },
    enrollmentKeys('mode1').enrollmentService,
    'mode1',
  );
  expect(verifyChain([leaf, ...chain.slice(1)], [root], at)).toEqual({
    valid: false,
    index: 0,
    reason: 'issued-time',
  });
});

test('the genuine publishing license and client licensor certificate form a chain', () => {
  const clc = parseCertificate(genuine('clc'));
  const then = new Date('2010-06-12T00:00Z');
  const chain = [genuine('pl'), genuine('clc')];
  expect(verifyChain(chain, [clc.issuer.publicKey], then)).toEqual({ valid: true });
  expect(verifyChain([genuine('ul'), genuine('clc')], [clc.issuer.publicKey], then)).toEqual({
    valid: false,
    index: 0,
    reason: 'issuer',
  });
});
