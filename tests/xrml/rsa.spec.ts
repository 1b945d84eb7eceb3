import { expect, test } from '@playwright/test';
import { constants, publicEncrypt } from 'node:crypto';
import { modeOfKey } from '../../harness/xrml/mode.ts';
import {
  publicKeyObject,
  rsaDecrypt,
  rsaEncrypt,
  rsaKeyPairFromPem,
  samePublicKey,
} from '../../harness/xrml/rsa.ts';
import { testKey } from './keys.ts';

test('a generated key pair states its size and exponent', () => {
  for (const bits of [1024, 2048]) {
    const { publicKey } = testKey(bits);
    expect(publicKey).toMatchObject({ bits, exponent: 65537 });
    expect(publicKey.modulus).toHaveLength(bits / 8);
    expect(publicKey.modulus[0]).toBeGreaterThan(127);
  }
});

test('a key pair survives PEM, and another kind of PEM is refused', () => {
  const pair = testKey(1024);
  const pem = pair.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
  expect(rsaKeyPairFromPem(pem).publicKey).toEqual(pair.publicKey);
  const ed25519 =
    '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----';
  expect(() => rsaKeyPairFromPem(ed25519)).toThrow('not one of type ed25519');
});

test('samePublicKey() compares size and value', () => {
  const { publicKey } = testKey(1024);
  expect(samePublicKey(publicKey, { ...publicKey, modulus: publicKey.modulus.slice() })).toBe(true);
  expect(samePublicKey(publicKey, { ...publicKey, bits: 1023 })).toBe(false);
  expect(samePublicKey(publicKey, testKey(1024, 'other').publicKey)).toBe(false);
});

for (const padding of ['pkcs1', 'oaep'] as const)
  test(`${padding}: what is encrypted decrypts, up to zero bytes at its start`, () => {
    const { publicKey, privateKey } = testKey(1024);
    const data = Uint8Array.of(0, 0, 1, 2, 0);
    expect(rsaDecrypt(privateKey, padding, rsaEncrypt(publicKey, padding, data))).toEqual(data);
  });

const blocks = {
  'type 1 padding': [0, 1, ...Array<number>(8).fill(9), 0, 5],
  'no leading zero': [1, 2, ...Array<number>(8).fill(9), 0, 5],
  'seven padding bytes': [0, 2, ...Array<number>(7).fill(9), 0, 5],
  'no separator': [0, 2],
};

for (const [what, start] of Object.entries(blocks))
  test(`PKCS#1 padding with ${what} is refused`, () => {
    const block = Buffer.alloc(128, 7);
    block.set(start);
    expect(rsaDecrypt(testKey(1024).privateKey, 'pkcs1', rawEncrypt(block))).toBeUndefined();
  });

test('PKCS#1 padding of eight bytes is accepted', () => {
  const block = Buffer.alloc(128, 7);
  block.set([0, 2, ...Array<number>(8).fill(9), 0]);
  const opened = rsaDecrypt(testKey(1024).privateKey, 'pkcs1', rawEncrypt(block));
  expect(opened).toHaveLength(117);
});

test('a ciphertext of the wrong length or beyond the modulus is refused', () => {
  const { privateKey } = testKey(1024);
  expect(rsaDecrypt(privateKey, 'pkcs1', Buffer.alloc(127))).toBeUndefined();
  expect(rsaDecrypt(privateKey, 'pkcs1', Buffer.alloc(128, 0xff))).toBeUndefined();
  expect(rsaDecrypt(privateKey, 'oaep', Buffer.alloc(128, 0xff))).toBeUndefined();
});

test('modeOfKey() knows the two sizes and no other', () => {
  expect(modeOfKey(1024)).toBe('mode1');
  expect(modeOfKey(2048)).toBe('mode2');
  expect(() => modeOfKey(4096)).toThrow('No cryptographic mode has 4096-bit keys');
});

/** Encrypts a block that is padded already. */
function rawEncrypt(block: Buffer): Buffer {
  const key = publicKeyObject(testKey(1024).publicKey);
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, block);
}
