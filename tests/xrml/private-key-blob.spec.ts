import { expect, test } from '@playwright/test';
import { readPrivateKeyBlob, writePrivateKeyBlob } from '../../harness/xrml/private-key-blob.ts';
import { generateRsaKeyPair } from '../../harness/xrml/rsa.ts';
import { testKey } from './keys.ts';

/** A key of 512 bits, made for this test, as `openssl rsa -outform MSBLOB` of OpenSSL 3.0 writes it. */
const byOpenssl = Buffer.from(
  'BwIAAACkAABSU0EyAAIAAAEAAQBzgiwmV0Pwl5dDn0rWrVpEl+8+hN1XvDXZh7hsTEscPxFLXXK677GL/mbr+d/HhBEG6tMpO5D5' +
    'NKXcwngtpteud0T9c+Vw9/A2KZ1ny37emjZwA+ILsTEcCmSgWHdSZuDl3HgKHNpkHyA/t4QsVaTpo3lqYy4ehGOSCGYbQsV2x23F' +
    '8YxnZ+xlimxAP7++m4xwAdb+160oK3PGMjjwcv8v1erihAoOrr40mOKTBQT43rk3ysMUV9BjaQnmnklXfDSabUIKjlbXnd2vOmWp' +
    'GZii0z89VjfAITIu28qTkJ1bQGntZy1rysIB6qPCVk4Od4Xw02umRguqa2h8Z5L7afc6FOAL+T7wlEoVTYQOPCkGi2pJ7bZ70Ugm' +
    'cLvPXVdcQEQ=',
  'base64',
);

test('the blob that OpenSSL writes is read, and written again to the byte', () => {
  const pair = readPrivateKeyBlob(byOpenssl);
  if (typeof pair === 'string') throw new Error(pair);
  expect(pair.publicKey).toMatchObject({ bits: 512, exponent: 65537 });
  expect(Buffer.from(pair.publicKey.modulus)).toEqual(
    Buffer.from(byOpenssl.subarray(20, 84)).reverse(),
  );
  expect(Buffer.from(writePrivateKeyBlob(pair.privateKey))).toEqual(byOpenssl);
});

for (const [bits, length] of [
  [1024, 596],
  [2048, 1172],
] as const)
  test(`a key of ${bits} bits takes ${length} bytes and comes back`, () => {
    const { privateKey, publicKey } = testKey(bits);
    const blob = writePrivateKeyBlob(privateKey);
    expect(blob.length).toBe(length);
    const pair = readPrivateKeyBlob(blob);
    if (typeof pair === 'string') throw new Error(pair);
    expect(pair.publicKey).toEqual(publicKey);
    expect(pair.privateKey.equals(privateKey)).toBe(true);
  });

test('a KeyHeader before the blob is passed over when it states the size of both', () => {
  const header = Buffer.alloc(12, 0xee);
  header.writeUInt16LE(12 + byOpenssl.length, 0);
  expect(readPrivateKeyBlob(Buffer.concat([header, byOpenssl]))).toEqual(
    readPrivateKeyBlob(byOpenssl),
  );
  header.writeUInt16LE(byOpenssl.length, 0);
  expect(readPrivateKeyBlob(Buffer.concat([header, byOpenssl]))).toContain('does not begin');
});

test('a key that is for signatures only is read too', () => {
  expect(readPrivateKeyBlob(changed(5, 0x24))).toEqual(readPrivateKeyBlob(byOpenssl));
});

const wrong: Readonly<Record<string, [Buffer, string]>> = {
  'a public key blob': [changed(0, 0x06), 'does not begin'],
  'version 3': [changed(1, 0x03), 'does not begin'],
  'the magic of a public key': [changed(11, 0x31), 'does not begin'],
  'another algorithm': [changed(5, 0x66), 'aiKeyAlg'],
  'twice the bits': [changed(13, 0x04), 'no PRIVATEKEYBLOB of a key of 1024 bits'],
  'no bits': [changed(13, 0x00), 'no PRIVATEKEYBLOB of a key of 0 bits'],
  'another exponent': [changed(16, 0x03), 'the public exponent is 65539'],
  'a byte too few': [byOpenssl.subarray(0, -1), '307 bytes'],
  'a byte too many': [Buffer.concat([byOpenssl, Buffer.alloc(1)]), '309 bytes'],
  nothing: [Buffer.alloc(0), 'too few'],
};

for (const [what, [blob, message]] of Object.entries(wrong))
  test(`a blob with ${what} is refused`, () => {
    expect(readPrivateKeyBlob(blob)).toContain(message);
  });

for (const [name, offset] of Object.entries({
  modulus: 20,
  prime1: 84,
  prime2: 116,
  exponent1: 148,
  exponent2: 180,
  coefficient: 212,
  privateExponent: 244,
}))
  test(`a blob with a changed ${name} is refused`, () => {
    const blob = changed(offset + 7, (byOpenssl[offset + 7] ?? 0) ^ 0x10);
    expect(readPrivateKeyBlob(blob)).toBe('its numbers do not belong together');
  });

test('a blob of zeros behind right headers is refused without a crash', () => {
  const blob = Buffer.concat([byOpenssl.subarray(0, 20), Buffer.alloc(288)]);
  expect(readPrivateKeyBlob(blob)).toBe('its numbers do not belong together');
});

test('a key whose primes are not of half its size in whole bytes is not written', () => {
  const odd = generateRsaKeyPair(1032).privateKey;
  expect(() => writePrivateKeyBlob(odd)).toThrow(RangeError);
});

function changed(index: number, byte: number): Buffer {
  const blob = Buffer.from(byOpenssl);
  blob[index] = byte;
  return blob;
}
