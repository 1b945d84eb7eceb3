import { expect, test } from '@playwright/test';
import { constants, createCipheriv, createHash, publicEncrypt } from 'node:crypto';
import { openContentKey } from '../../harness/xrml/enabling-bits.ts';
import { EnablingBitsError } from '../../harness/xrml/enabling-bits-error.ts';
import { publicKeyObject } from '../../harness/xrml/rsa.ts';
import { testKey } from './keys.ts';

/** The plaintext parts of mode 1 enabling bits in hexadecimal, so that each field can be set wrong. */
interface Parts {
  readonly session: string;
  readonly header: string;
  readonly key: string;
  readonly hash: string;
  readonly filling: string;
}

const aes = '00112233445566778899aabbccddeeff';
const parts: Parts = {
  session: `1c00ffff8000800001100000${aes}`,
  header: '01000000300000000000000000000000',
  key: `1c00ffff8000800001100000${aes}`,
  hash: createHash('sha1').update(Buffer.from('<A />', 'utf16le')).digest('hex'),
  filling: '',
};
const desKey = '0123456789abcdef';
const desParts = {
  key: `1400ffff3800400000100000${desKey}`,
  header: parts.header.replace('30', '28'),
};

test('enabling bits put together by hand open', () => {
  expect(open(parts)).toBe(`AES ${aes}`);
  expect(open({ ...parts, ...desParts, filling: '0000000000000000' })).toBe(`DES ${desKey}`);
});

test('a DES session key opens them too, in blocks of eight bytes', () => {
  const session = `1400ffff3800400000100000${desKey}`;
  expect(open({ ...parts, session })).toBe(`AES ${aes}`);
  expect(open({ ...parts, ...desParts, session })).toBe(`DES ${desKey}`);
});

test('the content key may be for CBC, the session key may not', () => {
  for (const reserved of ['feff', 'fdff', 'fcff']) {
    const cbc = `1c00${reserved}8000800001200000${aes}`;
    expect(open({ ...parts, key: cbc })).toBe(`AES ${aes}`);
    expect(open({ ...parts, session: cbc })).toBe('session-key');
  }
});

test('the block size and what fills the last block are not judged', () => {
  expect(open({ ...parts, key: parts.key.replace('80008000', '80001000') })).toBe(`AES ${aes}`);
  expect(open({ ...parts, ...desParts, filling: 'ffffffffffffffff' })).toBe(`DES ${desKey}`);
});

const wrong: Readonly<Record<string, [Partial<Parts>, code: string]>> = {
  'dwVersion 2': [{ header: '02000000300000000000000000000000' }, 'header'],
  'dwcbSize too small': [{ header: '010000001f0000000000000000000000' }, 'header'],
  'dwcbSize a block too large': [{ header: '01000000400000000000000000000000' }, 'header'],
  'dwcbSize enormous': [{ header: '01000000ffffffff0000000000000000' }, 'header'],
  'dwReserved1 not 0': [{ header: '01000000300000000100000000000000' }, 'header'],
  'dwReserved2 not 0': [{ header: '01000000300000000000000001000000' }, 'header'],
  'another BlobSize': [{ key: parts.key.replace('1c00', '1b00') }, 'key-header'],
  'an unknown Reserved': [{ key: parts.key.replace('ffff', 'fbff') }, 'key-header'],
  'another keySizeInBytes': [{ key: parts.key.replace('8000', '1000') }, 'key-header'],
  'the CBC flag with ECB in Reserved': [
    { key: parts.key.replace('01100000', '01200000') },
    'key-header',
  ],
  'both cipher modes': [{ key: parts.key.replace('01100000', '01300000') }, 'key-header'],
  'an undefined flag': [{ key: parts.key.replace('01100000', '03100000') }, 'key-header'],
  'an AES key that says DES': [{ key: parts.key.replace('01100000', '00100000') }, 'key-header'],
  'a session key of undefined size': [
    { session: `1a00ffff7000800001100000${aes.slice(4)}` },
    'session-key',
  ],
  'a session key without header': [{ session: aes.slice(0, 20) }, 'session-key'],
  'another hash': [{ hash: parts.hash.replace(/^../, '00') }, 'hash'],
};

for (const [what, [change, code]] of Object.entries(wrong))
  test(`enabling bits with ${what} are refused: ${code}`, () => {
    expect(open({ ...parts, ...change })).toBe(code);
  });

/** Type and bytes of the key that comes out, or the code of the error. */
function open({ session, header, key, hash, filling }: Parts): string {
  const { publicKey, privateKey } = testKey(1024);
  const sessionKey = Buffer.from(session.slice(24), 'hex');
  const cipher =
    sessionKey.length === 8
      ? createCipheriv('des-ede3', Buffer.concat([sessionKey, sessionKey, sessionKey]), null)
      : createCipheriv(
          'aes-128-ecb',
          Buffer.concat([sessionKey, Buffer.alloc(16)]).subarray(0, 16),
          null,
        );
  cipher.setAutoPadding(false);
  const raw = Buffer.concat([
    publicEncrypt(
      { key: publicKeyObject(publicKey), padding: constants.RSA_PKCS1_PADDING },
      Buffer.from(session, 'hex'),
    ),
    cipher.update(Buffer.from(header + key + hash + filling, 'hex')),
    cipher.final(),
  ]);
  try {
    const value = raw.toString('base64');
    const opened = openContentKey({ type: 'sealed-key', value, privateKey, hashed: '<A />' });
    return `${opened.type} ${Buffer.from(opened.bytes).toString('hex')}`;
  } catch (error) {
    if (error instanceof EnablingBitsError) return error.code;
    throw error;
  }
}
