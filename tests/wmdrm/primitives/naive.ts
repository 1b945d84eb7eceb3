/**
 * Arithmetic of MS-DRM 2.2.1.2 as a textbook has it, in affine coordinates and slowly, with the
 * parameters typed once more: what the library says is compared with this.
 */
export const parameters = {
  p: 0x89abcdef012345672718281831415926141424f7n,
  a: 0x37a5abccd277bce87632ff3d4780c009ebe41497n,
  b: 0x0dd8dabf725e2f3228e85f1ad78fdedf9328239en,
  Gx: 0x8723947fd6a3a1e53510c07dba38daf0109fa120n,
  Gy: 0x445744911075522d8c3c5856d4ed7acda379936fn,
  n: 0x89abcdef012345672716b26eec14904428c2a675n,
} as const;

const { p, a, b, Gx, Gy, n } = parameters;

/** A point; undefined is the one at infinity. */
export type NaivePoint = { readonly x: bigint; readonly y: bigint } | undefined;

export const generator = { x: Gx, y: Gy };

export function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus;
  return rest < 0n ? rest + modulus : rest;
}

/** By the extended algorithm of Euclid. */
export function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high] = [mod(value, modulus), modulus];
  let [factor, other] = [1n, 0n];
  while (low > 1n) {
    const quotient = high / low;
    [low, high] = [high - quotient * low, low];
    [factor, other] = [other - quotient * factor, factor];
  }
  return mod(factor, modulus);
}

export function power(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let [result, square] = [1n, mod(base, modulus)];
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = mod(result * square, modulus);
    square = mod(square * square, modulus);
  }
  return result;
}

/** The right side of the curve's equation. */
export function squareAt(x: bigint): bigint {
  return mod(x ** 3n + a * x + b, p);
}

export function isPoint({ x, y }: { readonly x: bigint; readonly y: bigint }): boolean {
  return mod(y * y, p) === squareAt(x);
}

/** Whether the curve has a point with this x, by Euler's criterion. */
export function hasPointAt(x: bigint): boolean {
  return [0n, 1n].includes(power(squareAt(x), (p - 1n) / 2n, p));
}

export function add(one: NaivePoint, other: NaivePoint): NaivePoint {
  if (one === undefined) return other;
  if (other === undefined) return one;
  if (one.x === other.x && mod(one.y + other.y, p) === 0n) return undefined;
  const slope =
    one.x === other.x
      ? (3n * one.x * one.x + a) * inverse(2n * one.y, p)
      : (other.y - one.y) * inverse(other.x - one.x, p);
  const x = mod(slope * slope - one.x - other.x, p);
  return { x, y: mod(slope * (one.x - x) - one.y, p) };
}

export function negate(point: NaivePoint): NaivePoint {
  return point && { x: point.x, y: mod(-point.y, p) };
}

export function multiply(scalar: bigint, point: NaivePoint): NaivePoint {
  let [result, doubled]: [NaivePoint, NaivePoint] = [undefined, point];
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = add(result, doubled);
    doubled = add(doubled, doubled);
  }
  return result;
}

/** A number in 20 bytes, the least significant first. */
export function bytesOfNumber(value: bigint): Uint8Array {
  return Uint8Array.from({ length: 20 }, (_, index) => Number((value >> BigInt(8 * index)) & 255n));
}

export function numberOfBytes(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/** PUBKEY of MS-DRM 2.2.1.6: x in bytes 0 to 19, y in bytes 20 to 39. */
export function bytesOfPoint(point: NaivePoint): Uint8Array {
  if (point === undefined) throw new Error('The point at infinity has no bytes.');
  return Uint8Array.of(...bytesOfNumber(point.x), ...bytesOfNumber(point.y));
}

export function pointOfBytes(bytes: Uint8Array): { readonly x: bigint; readonly y: bigint } {
  return { x: numberOfBytes(bytes.subarray(0, 20)), y: numberOfBytes(bytes.subarray(20, 40)) };
}

/** ECDSA's r and s of a hash already cut to 160 bits, with a given one-time number. */
export function naiveSignature(
  hash: bigint,
  privateKey: bigint,
  once: bigint,
): { readonly r: bigint; readonly s: bigint } {
  const r = mod(multiply(once, generator)?.x ?? 0n, n);
  return { r, s: mod(inverse(once, n) * (hash + r * privateKey), n) };
}

export function naivelyVerifies(
  hash: bigint,
  { r, s }: { readonly r: bigint; readonly s: bigint },
  publicKey: NaivePoint,
): boolean {
  if (r < 1n || r >= n || s < 1n || s >= n) return false;
  const w = inverse(s, n);
  const sum = add(multiply(mod(hash * w, n), generator), multiply(mod(r * w, n), publicKey));
  return sum !== undefined && mod(sum.x, n) === r;
}
