import {
  constants,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  type KeyObject,
} from 'node:crypto';
import type { SealPadding } from './mode.ts';

/** An RSA public key as XrML carries it (MS-RMPR 2.2.9.1.6). */
export interface RsaPublicKey {
  /** Big-endian, without a leading zero byte. */
  readonly modulus: Uint8Array;
  readonly exponent: number;
  /** Size of the modulus in bits. */
  readonly bits: number;
}

export interface RsaKeyPair {
  readonly publicKey: RsaPublicKey;
  readonly privateKey: KeyObject;
}

/** Generates a key pair with `bits` bits and the exponent 65537 that MS-RMPR 2.2.9.1.6 demands. */
export function generateRsaKeyPair(bits: number): RsaKeyPair {
  return rsaKeyPairOf(generateKeyPairSync('rsa', { modulusLength: bits }).privateKey);
}

/**
 * Reads an unencrypted RSA private key in PEM (PKCS#1 or PKCS#8).
 *
 * @throws TypeError when the PEM holds a key of another kind; node:crypto's error when it is no PEM.
 */
export function rsaKeyPairFromPem(pem: string): RsaKeyPair {
  const privateKey = createPrivateKey(pem);
  if (privateKey.asymmetricKeyType !== 'rsa')
    throw new TypeError(
      `An RSA private key was expected, not one of type ${String(privateKey.asymmetricKeyType)}.`,
    );
  return rsaKeyPairOf(privateKey);
}

/** The key as node:crypto wants it. */
export function publicKeyObject(key: RsaPublicKey): KeyObject {
  const exponent = Buffer.from(key.exponent.toString(16).padStart(8, '0'), 'hex');
  return createPublicKey({
    format: 'jwk',
    key: {
      kty: 'RSA',
      n: Buffer.from(key.modulus).toString('base64url'),
      e: withoutLeadingZeros(exponent).toString('base64url'),
    },
  });
}

/** Whether two keys have the same size and the same modulus (the comparison of MS-RMSI 3.2.4.1). */
export function samePublicKey(a: RsaPublicKey, b: RsaPublicKey): boolean {
  return a.bits === b.bits && Buffer.compare(a.modulus, b.modulus) === 0;
}

/** Encrypts `data` to a public key; the result is big-endian and as long as the modulus. */
export function rsaEncrypt(key: RsaPublicKey, padding: SealPadding, data: Uint8Array): Uint8Array {
  const options = { key: publicKeyObject(key), ...nodePadding(padding) };
  return new Uint8Array(publicEncrypt(options, data));
}

/**
 * Decrypts what {@link rsaEncrypt} made; undefined when the padding is wrong or `data` is no residue
 * of the modulus.
 */
export function rsaDecrypt(
  key: KeyObject,
  padding: SealPadding,
  data: Uint8Array,
): Uint8Array | undefined {
  try {
    if (padding === 'oaep')
      return new Uint8Array(privateDecrypt({ key, ...nodePadding('oaep') }, data));
    // node:crypto either refuses RSA_PKCS1_PADDING in privateDecrypt or, where OpenSSL rejects
    // implicitly, returns random bytes for bad padding (CVE-2023-46809). Here bad padding has to be
    // an error, so the padding is taken off by hand.
    return unpad(privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, data));
  } catch {
    return undefined;
  }
}

/**
 * Takes off PKCS#1 v1.5 encryption padding: 00 02, at least eight bytes that are not 0, 00 (RFC
 * 8017, 7.2.2).
 */
function unpad(block: Buffer): Uint8Array | undefined {
  const separator = block.indexOf(0, 2);
  if (block[0] !== 0 || block[1] !== 2 || separator < 10) return undefined;
  return new Uint8Array(block.subarray(separator + 1));
}

function nodePadding(padding: SealPadding): { padding: number; oaepHash?: string } {
  return padding === 'pkcs1'
    ? { padding: constants.RSA_PKCS1_PADDING }
    : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
}

/** The pair of an RSA private key. */
export function rsaKeyPairOf(privateKey: KeyObject): RsaKeyPair {
  const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
  const modulus = withoutLeadingZeros(Buffer.from(jwk.n ?? '', 'base64url'));
  const exponent = Number(`0x${Buffer.from(jwk.e ?? '', 'base64url').toString('hex')}`);
  const bits = modulus.length * 8 - Math.clz32(modulus[0] ?? 0) + 24;
  return { publicKey: { modulus: new Uint8Array(modulus), exponent, bits }, privateKey };
}

function withoutLeadingZeros(bytes: Buffer): Buffer {
  const first = bytes.findIndex(byte => byte !== 0);
  return bytes.subarray(Math.max(first, 0));
}
