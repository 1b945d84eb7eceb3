import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { ContentKey } from './content-key.ts';

/** Block size in bytes of the key's cipher. */
export function blockBytes(key: ContentKey): 8 | 16 {
  return key.type === 'DES' ? 8 : 16;
}

/** Encrypts in ECB mode, filled up with zero bytes to a whole block (`assumptions.lastBlock`). */
export function encryptEcb(key: ContentKey, plaintext: Uint8Array): Uint8Array {
  const block = blockBytes(key);
  const filled = Buffer.alloc(Math.ceil(plaintext.length / block) * block);
  filled.set(plaintext);
  const cipher = createCipheriv(...ecb(key), null).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([cipher.update(filled), cipher.final()]));
}

/**
 * Decrypts in ECB mode and leaves the zero bytes of the last block in place.
 *
 * @throws RangeError when the ciphertext is no whole number of blocks.
 */
export function decryptEcb(key: ContentKey, ciphertext: Uint8Array): Uint8Array {
  if (ciphertext.length % blockBytes(key) !== 0)
    throw new RangeError(
      `${ciphertext.length} bytes are no whole number of ${key.type} blocks of ${blockBytes(key)}.`,
    );
  const decipher = createDecipheriv(...ecb(key), null).setAutoPadding(false);
  return new Uint8Array(Buffer.concat([decipher.update(ciphertext), decipher.final()]));
}

/** Single DES is triple DES with one key three times; OpenSSL 3 offers no single DES by default. */
function ecb(key: ContentKey): [algorithm: string, key: Uint8Array] {
  return key.type === 'DES'
    ? ['des-ede3', Buffer.concat([key.bytes, key.bytes, key.bytes])]
    : [`aes-${key.bytes.length * 8}-ecb`, key.bytes];
}
