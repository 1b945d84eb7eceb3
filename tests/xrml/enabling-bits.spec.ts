import { expect, test } from '@playwright/test';
import { constants, createDecipheriv, createHash, privateDecrypt } from 'node:crypto';
import {
  generateContentKey,
  sameContentKey,
  type ContentKey,
} from '../../harness/xrml/content-key.ts';
import { openContentKey, sealContentKey } from '../../harness/xrml/enabling-bits.ts';
import { cryptographicModes, modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { fc } from '../fast-check.ts';
import { codeOf } from './enabling-bits-code.ts';
import { testKey } from './keys.ts';

const hashed = '<ISSUEDPRINCIPALS><PRINCIPAL>é</PRINCIPAL></ISSUEDPRINCIPALS>';
const keys: Readonly<Record<string, ContentKey>> = {
  'AES-128': generateContentKey('AES'),
  'AES-192': generateContentKey('AES', 192),
  'AES-256': generateContentKey('AES', 256),
  DES: generateContentKey('DES'),
};

for (const mode of cryptographicModes)
  for (const [name, key] of Object.entries(keys))
    test(`${mode}: a sealed ${name} key opens again`, () => {
      const sealed = seal(mode, key);
      const opened = openContentKey({ ...sealed, privateKey: recipient(mode).privateKey, hashed });
      expect(opened).toEqual(key);
      expect(sameContentKey(opened, key)).toBe(true);
      expect(sealed.type).toBe(modes[mode].enablingBits);
      expect(sealed.bits).toBe(Buffer.from(sealed.value, 'base64').length * 8);
    });

test('mode1: an AES-128 key takes 1,536 bits, as in MS-RMPR 4.5.4', () => {
  expect(seal('mode1', generateContentKey('AES')).bits).toBe(1536);
});

test('mode2: the layout, field by field', () => {
  const key = generateContentKey('AES', 256);
  const raw = Buffer.from(seal('mode2', key).value, 'base64');
  const session = privateDecrypt(
    {
      key: recipient('mode2').privateKey,
      padding: constants.RSA_PKCS1_OAEP_PADDING,
      oaepHash: 'sha1',
    },
    raw.subarray(0, 256),
  );
  expect(session.subarray(0, 12).toString('hex')).toBe('1c00ffff8000800001100000');
  const decipher = createDecipheriv('aes-128-ecb', session.subarray(12), null);
  decipher.setAutoPadding(false);
  const plaintext = Buffer.concat([decipher.update(raw.subarray(256)), decipher.final()]);
  const digest = createHash('sha256').update(Buffer.from(hashed, 'utf16le')).digest('hex');
  expect(plaintext.toString('hex')).toBe(
    // dwVersion 2, dwcbSize 76, twice 0; KeyHeader: 44 bytes, ECB, 256 bits, block of 128 bits, E and A
    '020000004c0000000000000000000000' +
      '2c00ffff0001800001100000' +
      Buffer.from(key.bytes).toString('hex') +
      digest +
      '00000000',
  );
});

test('a DES key is announced with 56 bits and without the algorithm flag', () => {
  const [session, plaintext] = openByHand(seal('mode2', generateContentKey('DES')).value);
  expect(session.readUInt32LE(8)).toBe(0x1001);
  expect(plaintext.subarray(16, 28).toString('hex')).toBe('1400ffff3800400000100000');
});

test('every sealing draws a new session key', () => {
  const key = generateContentKey('AES');
  const [first] = openByHand(seal('mode2', key).value);
  const [second] = openByHand(seal('mode2', key).value);
  expect(first.equals(second)).toBe(false);
});

for (const mode of cryptographicModes) {
  test(`${mode}: another private key does not open them`, () => {
    const { privateKey } = testKey(modes[mode].keyBits, 'other');
    // One random block in 65,536 looks padded; then the header of the session key gives it away.
    const code = codeOf(() => openContentKey({ ...seal(mode), privateKey }));
    expect(['padding', 'session-key']).toContain(code);
  });

  test(`${mode}: any changed byte of RSA part or headers is noticed`, () => {
    const { type, value } = seal(mode);
    const raw = Buffer.from(value, 'base64');
    const noticed = ['padding', 'session-key', 'header', 'key-header'];
    const headersEnd = modes[mode].keyBits / 8 + 16 + 12;
    const at = fc.integer({ min: 0, max: headersEnd - 1 });
    fc.assert(
      fc.property(at, fc.integer({ min: 1, max: 255 }), (index, mask) => {
        const changed = Buffer.from(raw);
        changed[index] = (raw[index] ?? 0) ^ mask;
        const request = { type, value: changed.toString('base64'), ...opener(mode) };
        return noticed.includes(codeOf(() => openContentKey(request)));
      }),
      { numRuns: 150 },
    );
  });

  test(`${mode}: a changed byte of the hash is noticed when the hashed text is given`, () => {
    const { type, value } = seal(mode);
    const changed = Buffer.from(value, 'base64');
    changed[changed.length - 17] = (changed.at(-17) ?? 0) ^ 1;
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    const request = { type, value: changed.toString('base64'), ...opener(mode), hashed };
    expect(codeOf(() => openContentKey(request))).toBe('hash');
  });

  test(`${mode}: another hashed text is refused, and none is not compared`, () => {
    const sealed = { ...seal(mode), ...opener(mode) };
    expect(codeOf(() => openContentKey({ ...sealed, hashed: `${hashed} ` }))).toBe('hash');
    expect(codeOf(() => openContentKey(sealed))).toBe('none');
  });

  test(`${mode}: what is no base64, or of impossible length, is refused`, () => {
    const { type, value } = seal(mode);
    const open = (text: string): string =>
      codeOf(() => openContentKey({ type, value: text, ...opener(mode) }));
    const cut = (bytes: number): string =>
      Buffer.from(value, 'base64').subarray(0, bytes).toString('base64');
    const rsaBytes = modes[mode].keyBits / 8;
    expect(open(`!${value.slice(1)}`)).toBe('not-base64');
    expect(open('')).toBe('wrong-length');
    expect(open(cut(rsaBytes))).toBe('wrong-length');
    expect(open(cut(rsaBytes + 17))).toBe('wrong-length');
    expect(open(cut(rsaBytes + 24))).toBe('wrong-length');
    expect(open(cut(rsaBytes + 16))).toBe('header');
    expect(
      open(Buffer.concat([Buffer.from(value, 'base64'), Buffer.alloc(16)]).toString('base64')),
    ).toBe('header');
  });
}

test('enabling bits of the other type are refused', () => {
  const { value } = seal('mode1');
  const request = { type: 'sealed-key-v2', value, ...opener('mode1') } as const;
  expect(codeOf(() => openContentKey(request))).toBe('padding');
});

test('an error message holds no key material', () => {
  const key = generateContentKey('AES');
  try {
    openContentKey({ ...seal('mode1', key), ...opener('mode1'), hashed: 'other' });
  } catch (error) {
    expect(String(error)).not.toContain(Buffer.from(key.bytes).toString('hex'));
    expect(String(error)).not.toContain(Buffer.from(key.bytes).toString('base64'));
    expect(String(error)).toContain('their hash differs');
  }
});

function recipient(mode: CryptographicMode): ReturnType<typeof testKey> {
  return testKey(modes[mode].keyBits);
}

function opener(mode: CryptographicMode): Pick<ReturnType<typeof testKey>, 'privateKey'> {
  return { privateKey: recipient(mode).privateKey };
}

function seal(
  mode: CryptographicMode,
  key: ContentKey = generateContentKey('AES'),
): ReturnType<typeof sealContentKey> {
  return sealContentKey({ mode, recipient: recipient(mode).publicKey, key, hashed });
}

/** Session key with header and decrypted rest of mode 2 enabling bits, without the code under test. */
function openByHand(value: string): [session: Buffer, plaintext: Buffer] {
  const raw = Buffer.from(value, 'base64');
  const { privateKey } = recipient('mode2');
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const session = privateDecrypt({ key: privateKey, padding }, raw.subarray(0, 256));
  const decipher = createDecipheriv('aes-128-ecb', session.subarray(12), null);
  decipher.setAutoPadding(false);
  return [session, Buffer.concat([decipher.update(raw.subarray(256)), decipher.final()])];
}
