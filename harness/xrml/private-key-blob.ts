import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { keyHeaderBytes } from './key-header.ts';
import { rsaKeyPairOf, type RsaKeyPair } from './rsa.ts';

/** BLOBHEADER: a private key, version 2; aiKeyAlg follows. */
const blobHeader = Buffer.from([0x07, 0x02, 0, 0]);
/** CALG_RSA_KEYX, which is written, and CALG_RSA_SIGN. */
const algorithms: readonly number[] = [0x0000a400, 0x00002400];
/** "RSA2", little-endian. */
const magic = 0x32415352;
/** BLOBHEADER and RSAPUBKEY. */
const headerBytes = 20;

/** The integers after the headers as JWK names them, in order; all but n and d have half its size. */
const integers = ['n', 'p', 'q', 'dp', 'dq', 'qi', 'd'] as const;
type Integers = Record<(typeof integers)[number], Buffer>;

/**
 * An RSA private key as a PRIVATEKEYBLOB of the Windows CryptoAPI: BLOBHEADER, RSAPUBKEY, then the
 * modulus, both primes, both exponents, the coefficient and the private exponent, all little-endian
 * (`assumptions.privateKeyBlob`).
 *
 * @throws RangeError when the key is no RSA key of two primes of half its size in whole bytes.
 */
export function writePrivateKeyBlob(key: KeyObject): Uint8Array {
  const { publicKey } = rsaKeyPairOf(key);
  const jwk = key.export({ format: 'jwk' });
  const header = Buffer.alloc(headerBytes);
  header.set(blobHeader);
  header.writeUInt32LE(algorithms[0] ?? 0, 4);
  header.writeUInt32LE(magic, 8);
  header.writeUInt32LE(publicKey.bits, 12);
  header.writeUInt32LE(publicKey.exponent, 16);
  const parts = integers.map(name => littleEndian(jwk[name], lengthOf(name, publicKey.bits)));
  return new Uint8Array(Buffer.concat([header, ...parts]));
}

/**
 * Reads what {@link writePrivateKeyBlob} writes; a KeyHeader may stand before it. Returns what is
 * wrong as a string instead of the key when the blob contradicts itself.
 */
export function readPrivateKeyBlob(blob: Uint8Array): RsaKeyPair | string {
  const bytes = withoutKeyHeader(Buffer.from(blob));
  if (bytes.length < headerBytes) return `${bytes.length} bytes are too few for a PRIVATEKEYBLOB`;
  if (!bytes.subarray(0, 4).equals(blobHeader) || bytes.readUInt32LE(8) !== magic)
    return 'it does not begin as a PRIVATEKEYBLOB of an RSA key';
  if (!algorithms.includes(bytes.readUInt32LE(4))) return 'aiKeyAlg names no RSA algorithm';
  const bits = bytes.readUInt32LE(12);
  if (bits % 16 !== 0 || bytes.length !== headerBytes + (bits / 16) * 9)
    return `${bytes.length} bytes are no PRIVATEKEYBLOB of a key of ${bits} bits`;
  let offset = headerBytes;
  const read = (name: keyof Integers): Buffer => {
    const end = offset + lengthOf(name, bits);
    const integer = bytes.subarray(offset, end).reverse();
    offset = end;
    return integer;
  };
  const numbers: Integers = {
    n: read('n'),
    p: read('p'),
    q: read('q'),
    dp: read('dp'),
    dq: read('dq'),
    qi: read('qi'),
    d: read('d'),
  };
  const exponent = bytes.readUInt32LE(16);
  if (exponent !== 65537) return `the public exponent is ${exponent}; 65537 expected`;
  return belongTogether(numbers, BigInt(exponent))
    ? pairOf(numbers)
    : 'its numbers do not belong together';
}

/** A KeyHeader states the size of itself and the blob after it (2.2.9.1.13.1). */
function withoutKeyHeader(blob: Buffer): Buffer {
  const after = blob.subarray(keyHeaderBytes);
  const headed =
    after.length > headerBytes &&
    blob.readUInt16LE(0) === blob.length &&
    after.subarray(0, 4).equals(blobHeader);
  return headed ? after : blob;
}

function lengthOf(name: keyof Integers, bits: number): number {
  return name === 'n' || name === 'd' ? bits / 8 : bits / 16;
}

function littleEndian(base64url: string | undefined, length: number): Buffer {
  const bigEndian = Buffer.from(base64url ?? '', 'base64url');
  if (bigEndian.length === 0 || bigEndian.length > length || !Number.isInteger(length))
    throw new RangeError('An RSA private key of two primes of half its size was expected.');
  const filled = Buffer.alloc(length);
  filled.set(bigEndian.reverse());
  return filled;
}

function belongTogether(numbers: Integers, e: bigint): boolean {
  const { n, p, q, dp, dq, qi, d } = bigIntegers(numbers);
  return (
    p > 1n &&
    q > 1n &&
    n === p * q &&
    dp === d % (p - 1n) &&
    dq === d % (q - 1n) &&
    (e * d) % (p - 1n) === 1n &&
    (e * d) % (q - 1n) === 1n &&
    (qi * q) % p === 1n
  );
}

function bigIntegers(numbers: Integers): Record<keyof Integers, bigint> {
  const big = (name: keyof Integers): bigint => BigInt(`0x${numbers[name].toString('hex')}`);
  return {
    n: big('n'),
    p: big('p'),
    q: big('q'),
    dp: big('dp'),
    dq: big('dq'),
    qi: big('qi'),
    d: big('d'),
  };
}

function pairOf(numbers: Integers): RsaKeyPair | string {
  const jwk: JsonWebKey = { kty: 'RSA', e: 'AQAB' };
  for (const name of integers) jwk[name] = numbers[name].toString('base64url');
  try {
    return rsaKeyPairOf(createPrivateKey({ format: 'jwk', key: jwk }));
  } catch {
    return 'its numbers are no RSA key';
  }
}
