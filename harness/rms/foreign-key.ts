import { generateRsaKeyPair, type RsaKeyPair } from '../xrml/rsa.ts';

const keyPairs = new Map<number, RsaKeyPair>();

/**
 * The key pair of a server that nobody trusts, which the harness signs with what is to be refused.
 * One for each size in bits and process: making one takes longer than a dozen requests.
 */
export function foreignKeyPair(bits: number): RsaKeyPair {
  const known = keyPairs.get(bits) ?? generateRsaKeyPair(bits);
  keyPairs.set(bits, known);
  return known;
}
