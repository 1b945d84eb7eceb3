import { generateRsaKeyPair, type RsaKeyPair } from '../../harness/xrml/rsa.ts';

const pairs = new Map<string, RsaKeyPair>();

/**
 * A key pair for tests: one for each size in bits and role, generated once per process, since a
 * 2,048-bit pair takes a tenth of a second.
 */
export function testKey(bits: number, role = 'server'): RsaKeyPair {
  const id = `${role}/${bits}`;
  const pair = pairs.get(id) ?? generateRsaKeyPair(bits);
  pairs.set(id, pair);
  return pair;
}
