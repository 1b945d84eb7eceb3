import { randomBytes, timingSafeEqual } from 'node:crypto';

/** A symmetric content key: 16, 24 or 32 bytes for AES, 8 bytes with parity bits for DES. */
export interface ContentKey {
  readonly type: 'AES' | 'DES';
  readonly bytes: Uint8Array;
}

/**
 * Draws a random content key. `bits` is the AES key size (MS-RMPR 2.2.9.1.13.1: 128 is the default);
 * a DES key has 56 bits in 8 bytes, each of odd parity (FIPS 46-3).
 */
export function generateContentKey(type: 'AES', bits?: 128 | 192 | 256): ContentKey;
export function generateContentKey(type: 'DES'): ContentKey;
export function generateContentKey(type: 'AES' | 'DES', bits: 128 | 192 | 256 = 128): ContentKey {
  return type === 'AES'
    ? { type, bytes: new Uint8Array(randomBytes(bits / 8)) }
    : { type, bytes: new Uint8Array(randomBytes(8)).map(withOddParity) };
}

/** The key size as the specification counts it, in bits: parity bits of DES are no key bits. */
export function keyBits(key: ContentKey): number {
  return key.type === 'DES' ? 56 : key.bytes.length * 8;
}

/** Whether two content keys encrypt alike: the parity bits of DES do not count. Takes constant time. */
export function sameContentKey(a: ContentKey, b: ContentKey): boolean {
  if (a.type !== b.type || a.bytes.length !== b.bytes.length) return false;
  const mask = a.type === 'DES' ? 0xfe : 0xff;
  return timingSafeEqual(
    a.bytes.map(byte => byte & mask),
    b.bytes.map(byte => byte & mask),
  );
}

function withOddParity(byte: number): number {
  let ones = 0;
  for (let bit = 1; bit < 8; bit++) ones += (byte >> bit) & 1;
  return (byte & 0xfe) | (ones % 2 === 0 ? 1 : 0);
}
