import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { PlayReadyError } from './error.ts';

/** Bytes of one coordinate and of one half of a signature. */
const half = 32;

/**
 * A P-256 public key as PlayReady writes it, X then Y, 32 bytes each, big-endian (PlayReady-facts 1.5).
 *
 * @throws PlayReadyError for another length, and for a point that is not on the curve
 */
export function publicKeyFromBytes(bytes: Uint8Array): KeyObject {
  if (bytes.length !== 2 * half)
    throw new PlayReadyError(
      `Expected a public key of ${2 * half} bytes, X and Y on P-256; it has ${bytes.length}.`,
    );
  const coordinate = (at: number) =>
    Buffer.from(bytes.subarray(at, at + half)).toString('base64url');
  try {
    return createPublicKey({
      key: { kty: 'EC', crv: 'P-256', x: coordinate(0), y: coordinate(half) },
      format: 'jwk',
    });
  } catch {
    throw new PlayReadyError('Expected a public key on P-256; X and Y are no point of the curve.');
  }
}

/**
 * The public half of a P-256 key, private or public, as PlayReady writes it: X then Y, 64 bytes.
 *
 * @throws PlayReadyError for a key of another kind
 */
export function publicKeyBytes(key: KeyObject): Uint8Array {
  const { crv, x, y } = (key.type === 'private' ? createPublicKey(key) : key).export({
    format: 'jwk',
  });
  if (crv !== 'P-256' || x === undefined || y === undefined)
    throw new PlayReadyError('Expected a key on P-256; it is of another kind.');
  return new Uint8Array(Buffer.concat([Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')]));
}

/**
 * Whether a signature, `r` then `s`, 32 bytes each, big-endian, is right for ECDSA on P-256 with
 * SHA-256 (PlayReady-facts 1.5). One of another length is wrong.
 *
 * @param publicKey - X then Y, 64 bytes
 * @throws PlayReadyError as `publicKeyFromBytes`
 */
export function verifyP256(
  data: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  const key = publicKeyFromBytes(publicKey);
  if (signature.length !== 2 * half) return false;
  return verify('sha256', data, { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/**
 * Signs with ECDSA on P-256 and SHA-256: `r` then `s`, 64 bytes.
 *
 * @throws PlayReadyError for a key of another kind
 */
export function signP256(data: Uint8Array, privateKey: KeyObject): Uint8Array {
  if (privateKey.asymmetricKeyDetails?.namedCurve !== 'prime256v1')
    throw new PlayReadyError('Expected a key on P-256; it is of another kind.');
  return new Uint8Array(sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' }));
}
