import { expect, test } from '@playwright/test';
import {
  issueAccountCertificate,
  issueUserPublicKeyCertificate,
  parseAccountCertificate,
} from '../../harness/xrml/account-certificate.ts';
import { issueClientLicensorCertificate } from '../../harness/xrml/client-licensor-certificate.ts';
import { cryptographicModes, modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { verifyChain } from '../../harness/xrml/verify-chain.ts';
import { accountRequest, clientLicensorRequest, issuedAt, serverOf } from './issued.ts';
import { testKey } from './keys.ts';

const kinds = ['RAC', 'user public-key certificate', 'CLC'] as const;
type Kind = (typeof kinds)[number];

for (const mode of cryptographicModes)
  for (const kind of kinds) {
    test(`${mode}: a chain of a ${kind} and the SLC chain verifies to the root`, () => {
      const { chain, root } = serverOf(mode);
      expect(verifyChain([issue(kind, mode), ...chain], [root], issuedAt)).toEqual({ valid: true });
    });

    test(`${mode}: a ${kind} under a foreign root is not trusted`, () => {
      const { chain } = serverOf(mode);
      const foreign = testKey(2048, 'foreign').publicKey;
      expect(verifyChain([issue(kind, mode), ...chain], [foreign], issuedAt)).toEqual({
        valid: false,
        index: 4,
        reason: 'root',
      });
    });

    test(`${mode}: a ${kind} alone, or with a gap above it, does not verify`, () => {
      const { chain, root } = serverOf(mode);
      const leaf = issue(kind, mode);
      const at0 = (reason: string): unknown => ({ valid: false, index: 0, reason });
      expect(verifyChain([leaf], [root], issuedAt)).toEqual(at0('root'));
      expect(verifyChain([leaf, ...chain.slice(1)], [root], issuedAt)).toEqual(at0('issuer'));
    });
  }

test('a RAC holds from FROM up to, not including, UNTIL', () => {
  const { chain, root } = serverOf('mode1');
  const validity = {
    from: new Date('2026-02-28T12:00Z'),
    until: new Date('2026-03-02T12:00Z'),
  };
  for (const issueWith of [issueAccountCertificate, issueUserPublicKeyCertificate]) {
    const leaf = issueWith({ ...accountRequest('mode1'), validity });
    const verdict = (at: string): unknown => verifyChain([leaf, ...chain], [root], new Date(at));
    const outside = { valid: false, index: 0, reason: 'validity' };
    expect(verdict('2026-02-28T11:59:59.999Z')).toEqual(outside);
    expect(verdict('2026-02-28T12:00Z')).toEqual({ valid: true });
    expect(verdict('2026-03-02T11:59:59.999Z')).toEqual({ valid: true });
    expect(verdict('2026-03-02T12:00Z')).toEqual(outside);
  }
});

test('a certificate issued outside the issuing period of the SLC does not verify', () => {
  const { chain, root } = serverOf('mode1');
  const issuedTime = new Date('2024-01-01T00:00Z');
  const validity = { from: issuedTime, until: new Date('2026-12-31T00:00Z') };
  const leaves = [
    issueUserPublicKeyCertificate({ ...accountRequest('mode1'), issuedTime, validity }),
    issueClientLicensorCertificate({ ...licensorRequest('mode1'), issuedTime }),
  ];
  for (const leaf of leaves)
    expect(verifyChain([leaf, ...chain], [root], issuedAt)).toEqual({
      valid: false,
      index: 0,
      reason: 'issued-time',
    });
});

test('a certificate that another server signed, with the issuer’s name but not its key, does not verify', () => {
  const { chain, root } = serverOf('mode1');
  const signWith = testKey(1024, 'other');
  const request = accountRequest('mode1');
  const leaf = issueUserPublicKeyCertificate({
    ...request,
    issuer: { ...request.issuer, publicKey: signWith.publicKey },
    signWith,
  });
  expect(verifyChain([leaf, ...chain], [root], issuedAt)).toEqual({
    valid: false,
    index: 0,
    reason: 'issuer',
  });
});

test('a CLC of one mode under the SLC of the other does not verify', () => {
  const { chain, root } = serverOf('mode2');
  expect(modes.mode1.keyBits).not.toBe(modes.mode2.keyBits);
  expect(verifyChain([issue('CLC', 'mode1'), ...chain], [root], issuedAt)).toEqual({
    valid: false,
    index: 0,
    reason: 'issuer',
  });
});

function issue(kind: Kind, mode: CryptographicMode): string {
  if (kind === 'RAC') return issueAccountCertificate(accountRequest(mode));
  if (kind === 'CLC') return issueClientLicensorCertificate(licensorRequest(mode));
  return issueUserPublicKeyCertificate(accountRequest(mode));
}

function licensorRequest(
  mode: CryptographicMode,
): Parameters<typeof issueClientLicensorCertificate>[0] {
  const account = parseAccountCertificate(issueUserPublicKeyCertificate(accountRequest(mode)));
  return clientLicensorRequest(mode, account.principal);
}
