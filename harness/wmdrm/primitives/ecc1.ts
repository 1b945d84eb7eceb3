import { randomBytes } from 'node:crypto';
import { weierstrassN, type WeierstrassPoint } from '@noble/curves/abstract/weierstrass';
import { WmdrmError } from '../error.ts';

/** The parameters of ECC1 (MS-DRM 2.2.1.2). */
export const ecc1 = {
  p: 0x89abcdef012345672718281831415926141424f7n,
  a: 0x37a5abccd277bce87632ff3d4780c009ebe41497n,
  b: 0x0dd8dabf725e2f3228e85f1ad78fdedf9328239en,
  Gx: 0x8723947fd6a3a1e53510c07dba38daf0109fa120n,
  Gy: 0x445744911075522d8c3c5856d4ed7acda379936fn,
  n: 0x89abcdef012345672716b26eec14904428c2a675n,
  h: 1n,
} as const;

/** Points of ECC1. */
export const Ecc1Point = weierstrassN<bigint>(ecc1);
export type Ecc1Point = WeierstrassPoint<bigint>;

/** Bytes of a coordinate, of a scalar, and of a PUBKEY (MS-DRM 2.2.1.6). */
export const coordinateBytes = 20;
export const publicKeyBytes = 40;

/** An ECC1 key pair, such as KM, KS or KL (MS-DRM 2.2.1.3). */
export interface Ecc1KeyPair {
  /** At least 1, below the order. */
  readonly privateKey: bigint;
  /** PUBKEY. */
  readonly publicKey: Uint8Array;
}

/** Makes a key pair. */
export function newKeyPair(): Ecc1KeyPair {
  return keyPairOf(randomScalar());
}

/** The pair of a private key. @throws WmdrmError when it is 0 or not below the order */
export function keyPairOf(privateKey: bigint): Ecc1KeyPair {
  if (privateKey < 1n || privateKey >= ecc1.n)
    throw new WmdrmError(
      'Expected a private key of ECC1, from 1 to its order; it is another number.',
    );
  return { privateKey, publicKey: writePoint(Ecc1Point.BASE.multiply(privateKey)) };
}

/** A number from 1 to the order, each as likely as any other. */
export function randomScalar(): bigint {
  for (;;) {
    const scalar = readLittleEndian(randomBytes(coordinateBytes));
    if (scalar > 0n && scalar < ecc1.n) return scalar;
  }
}

/**
 * Reads a point: x in bytes 0 to 19, y in bytes 20 to 39, little-endian (MS-DRM 2.2.1.6).
 *
 * @throws WmdrmError for another length, and for what is no point of the curve
 */
export function readPoint(bytes: Uint8Array): Ecc1Point {
  if (bytes.length !== publicKeyBytes)
    throw new WmdrmError(`Expected a point of ${publicKeyBytes} bytes; it has ${bytes.length}.`);
  const x = readLittleEndian(bytes.subarray(0, coordinateBytes));
  const y = readLittleEndian(bytes.subarray(coordinateBytes));
  if (x >= ecc1.p || y >= ecc1.p || (y * y - curveOf(x)) % ecc1.p !== 0n)
    throw new WmdrmError(
      `Expected a point of the curve ECC1; the ${publicKeyBytes} bytes are none.`,
    );
  return Ecc1Point.fromAffine({ x, y });
}

/** Writes a point as `readPoint` reads it. */
export function writePoint(point: Ecc1Point): Uint8Array {
  const { x, y } = point.toAffine();
  return Uint8Array.from([...writeLittleEndian(x), ...writeLittleEndian(y)]);
}

/** Whether 40 bytes are a PUBKEY on ECC1. */
export function isOnCurve(bytes: Uint8Array): boolean {
  try {
    readPoint(bytes);
    return true;
  } catch (error) {
    if (error instanceof WmdrmError) return false;
    throw error;
  }
}

/** y with this x, whichever of the two; undefined where the curve has none (MS-DRM 2.2.1.2). */
export function yOf(x: bigint): bigint | undefined {
  const square = curveOf(x);
  const root = power(square, (ecc1.p + 1n) / 4n);
  return (root * root - square) % ecc1.p === 0n ? root : undefined;
}

/** 20 bytes, or as many as there are, as a number. */
export function readLittleEndian(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).reverse().toString('hex') || '0'}`);
}

/** A number below 2^160 in 20 bytes. */
export function writeLittleEndian(value: bigint): Uint8Array {
  const hex = value.toString(16).padStart(2 * coordinateBytes, '0');
  return new Uint8Array(Buffer.from(hex, 'hex').reverse());
}

function curveOf(x: bigint): bigint {
  return (((x * x + ecc1.a) % ecc1.p) * x + ecc1.b) % ecc1.p;
}

function power(base: bigint, exponent: bigint): bigint {
  return Ecc1Point.Fp.pow(base, exponent);
}
