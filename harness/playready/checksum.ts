import { createCipheriv, createHash } from 'node:crypto';
import { PlayReadyError } from './error.ts';
import { kidBytes } from './kid.ts';

/** What ALGID names (PlayReady-facts 5.3). */
export const keyAlgorithms = ['AESCTR', 'AESCBC', 'COCKTAIL'] as const;
export type KeyAlgorithm = (typeof keyAlgorithms)[number];

/** Bytes of a checksum by algorithm; AESCBC has none (PlayReady-facts 5.5). */
export const checksumBytes = { AESCTR: 8, COCKTAIL: 7 } as const;

const cocktailBuffer = 21;

/**
 * The CHECKSUM of a content key, by which a header says which key belongs to its KID (PlayReady-facts
 * 5.5). `kid` is in header form; an AES key has 16 bytes, a Cocktail key at most 21. Undefined for
 * AESCBC, for which no checksum is defined.
 *
 * @throws PlayReadyError when key or KID have another length
 */
export function keyChecksum(
  algorithm: KeyAlgorithm,
  kid: Uint8Array,
  key: Uint8Array,
): Uint8Array | undefined {
  if (algorithm === 'AESCBC') return undefined;
  return algorithm === 'AESCTR' ? aesChecksum(kid, key) : cocktailChecksum(key);
}

function aesChecksum(kid: Uint8Array, key: Uint8Array): Uint8Array {
  if (key.length !== 16 || kid.length !== kidBytes)
    throw new PlayReadyError(
      `Expected a content key and a KID of 16 bytes each; found ${key.length} and ${kid.length}.`,
    );
  const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
  return new Uint8Array(cipher.update(kid).subarray(0, checksumBytes.AESCTR));
}

function cocktailChecksum(key: Uint8Array): Uint8Array {
  if (key.length === 0 || key.length > cocktailBuffer)
    throw new PlayReadyError(
      `Expected a Cocktail key of 1 to ${cocktailBuffer} bytes; found ${key.length}.`,
    );
  let buffer = Buffer.concat([key, Buffer.alloc(cocktailBuffer - key.length)]);
  for (let round = 0; round < 5; round += 1) buffer = createHash('sha1').update(buffer).digest();
  return new Uint8Array(buffer.subarray(0, checksumBytes.COCKTAIL));
}
