import { expect, test } from '@playwright/test';
import { constants, createDecipheriv, createHash, privateDecrypt } from 'node:crypto';
import { parseCertificate } from '../../harness/xrml/certificate.ts';
import { generateContentKey } from '../../harness/xrml/content-key.ts';
import {
  openContentKey,
  openPrivateKey,
  sealContentKey,
  sealPrivateKey,
} from '../../harness/xrml/enabling-bits.ts';
import type { SealedKey } from '../../harness/xrml/enabling-bits-envelope.ts';
import { cryptographicModes, modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { writePrivateKeyBlob } from '../../harness/xrml/private-key-blob.ts';
import type { RsaKeyPair } from '../../harness/xrml/rsa.ts';
import { fc } from '../fast-check.ts';
import { codeOf } from './enabling-bits-code.ts';
import { genuine } from './genuine.ts';
import { testKey } from './keys.ts';

const hashed = '<ISSUER><OBJECT>é</OBJECT></ISSUER>';

for (const mode of cryptographicModes) {
  const bits = modes[mode].keyBits;
  const user = testKey(bits, 'user');
  const machine = testKey(bits, 'machine');
  const opening = { ...seal(mode, machine, user), privateKey: machine.privateKey, hashed };

  test(`${mode}: a sealed private key opens again`, () => {
    const pair = openPrivateKey(opening);
    expect(pair.publicKey).toEqual(user.publicKey);
    expect(pair.privateKey.equals(user.privateKey)).toBe(true);
    expect(opening.type).toBe(modes[mode].enablingBits);
    expect(opening.bits).toBe(Buffer.from(opening.value, 'base64').length * 8);
  });

  test(`${mode}: the layout, field by field`, () => {
    const raw = Buffer.from(opening.value, 'base64');
    const padding =
      mode === 'mode1'
        ? { padding: constants.RSA_NO_PADDING }
        : { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' };
    const session = privateDecrypt(
      { key: machine.privateKey, ...padding },
      raw.subarray(0, bits / 8),
    );
    const decipher = createDecipheriv('aes-128-ecb', session.subarray(-16), null);
    decipher.setAutoPadding(false);
    const plaintext = Buffer.concat([decipher.update(raw.subarray(bits / 8)), decipher.final()]);
    const blob = writePrivateKeyBlob(user.privateKey);
    const digest = createHash(modes[mode].hash).update(Buffer.from(hashed, 'utf16le')).digest();
    const content = Buffer.concat([udebHeader(mode, blob.length + digest.length), blob, digest]);
    const filling = Buffer.alloc(Math.ceil(content.length / 16) * 16 - content.length);
    expect(plaintext.toString('hex')).toBe(Buffer.concat([content, filling]).toString('hex'));
  });

  test(`${mode}: a wrong private key never opens them`, () => {
    for (const role of ['other', 'user', 'server']) {
      const { privateKey } = testKey(bits, role);
      const codes = Array.from({ length: 20 }, () =>
        codeOf(() => openPrivateKey({ ...seal(mode, machine, user), privateKey })),
      );
      // One random block in 65,536 looks padded; then the header of the session key gives it away.
      expect(codes.filter(code => code !== 'padding' && code !== 'session-key')).toEqual([]);
    }
  });

  test(`${mode}: any changed byte but the filling is noticed`, () => {
    const raw = Buffer.from(opening.value, 'base64');
    const codes = ['padding', 'session-key', 'header', 'key-header', 'hash'];
    // The filling shares the last block with the hash, so its ciphertext counts too.
    const at = fc.integer({ min: 0, max: raw.length - 1 });
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = Buffer.from(raw);
        changed[index] = (raw[index] ?? 0) ^ mask;
        const value = changed.toString('base64');
        return codes.includes(codeOf(() => openPrivateKey({ ...opening, value })));
      }),
      { numRuns: 60 },
    );
  });

  test(`${mode}: another hashed text is refused, and none is not compared`, () => {
    const { type, value, privateKey } = opening;
    expect(codeOf(() => openPrivateKey({ ...opening, hashed: `${hashed} ` }))).toBe('hash');
    expect(codeOf(() => openPrivateKey({ type, value, privateKey }))).toBe('none');
  });

  test(`${mode}: a content key is no private key, nor the other way round`, () => {
    const recipient = machine.publicKey;
    const sealed = sealContentKey({ mode, recipient, key: generateContentKey('AES'), hashed });
    const { privateKey } = machine;
    expect(codeOf(() => openPrivateKey({ ...sealed, privateKey }))).toBe('key-header');
    expect(codeOf(() => openContentKey(opening))).toBe('key-header');
  });
}

test('mode1: a key of 1,024 bits takes 6,144 bits, as in MS-RMPR 4.5.2 and 4.5.3', () => {
  const sealed = seal('mode1', testKey(1024, 'machine'), testKey(1024, 'user'));
  expect(sealed.bits).toBe(6144);
  for (const name of ['rac', 'clc'] as const) {
    const value = parseCertificate(genuine(name)).enablingBits?.value ?? '';
    expect(Buffer.from(value, 'base64').length * 8).toBe(6144);
  }
});

test('a machine with a larger key than the mode’s can be sealed for', () => {
  const machine = testKey(2048, 'machine');
  const sealed = seal('mode1', machine, testKey(1024, 'user'));
  const pair = openPrivateKey({ ...sealed, privateKey: machine.privateKey, hashed });
  expect(pair.publicKey).toEqual(testKey(1024, 'user').publicKey);
});

function seal(mode: CryptographicMode, machine: RsaKeyPair, user: RsaKeyPair): SealedKey {
  return sealPrivateKey({ mode, recipient: machine.publicKey, key: user.privateKey, hashed });
}

function udebHeader(mode: CryptographicMode, size: number): Buffer {
  const header = Buffer.alloc(16);
  header.writeUInt32LE(mode === 'mode1' ? 1 : 2, 0);
  header.writeUInt32LE(size, 4);
  return header;
}
