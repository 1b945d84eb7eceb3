/** The two sets of key sizes and algorithms that a server can work with (MS-RMPR 3.1.4.7). */
export const cryptographicModes = ['mode1', 'mode2'] as const;
export type CryptographicMode = (typeof cryptographicModes)[number];

/** The hash names that genuine certificates and MS-RMPR 3.1.4.7 spell. */
export type HashAlgorithm = 'SHA1' | 'SHA256';
export type EnablingBitsType = 'sealed-key' | 'sealed-key-v2';
export type SealPadding = 'pkcs1' | 'oaep';

export interface ModeParameters {
  /** Size of the SLC's, RAC's and CLC's RSA keys, in bits. */
  readonly keyBits: 1024 | 2048;
  /** The hash as XrML names it. */
  readonly hashAlgorithm: HashAlgorithm;
  /** The same hash as node:crypto names it. */
  readonly hash: 'sha1' | 'sha256';
  readonly hashBits: 160 | 256;
  readonly enablingBits: EnablingBitsType;
  /** Padding of the RSA part of ENABLINGBITS (2.2.9.1.13). */
  readonly padding: SealPadding;
}

/** What each mode prescribes (MS-RMPR 3.1.4.7; padding from 2.2.9.1.13). */
export const modes: Readonly<Record<CryptographicMode, ModeParameters>> = {
  mode1: {
    keyBits: 1024,
    hashAlgorithm: 'SHA1',
    hash: 'sha1',
    hashBits: 160,
    enablingBits: 'sealed-key',
    padding: 'pkcs1',
  },
  mode2: {
    keyBits: 2048,
    hashAlgorithm: 'SHA256',
    hash: 'sha256',
    hashBits: 256,
    enablingBits: 'sealed-key-v2',
    padding: 'oaep',
  },
};

/**
 * The mode whose SLC, RAC and CLC keys have this size in bits (MS-RMPR 3.1.4.7).
 *
 * @throws RangeError when no mode has keys of that size.
 */
export function modeOfKey(bits: number): CryptographicMode {
  const mode = cryptographicModes.find(candidate => modes[candidate].keyBits === bits);
  if (mode === undefined)
    throw new RangeError(`No cryptographic mode has ${bits}-bit keys; 1024 or 2048 expected.`);
  return mode;
}
