import { expect, test } from '@playwright/test';
import { rc4 } from '../../../harness/wmdrm/primitives/rc4.ts';
import { fc } from '../../fast-check.ts';
import { bitsOf, counted, flippedAt } from '../bits.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** RFC 6229 section 2, first set: keys 01, 02, 03 and up; the stream at some of its offsets. */
const streams: readonly (readonly [bytes: number, Readonly<Record<number, string>>])[] = [
  [
    5,
    {
      0: 'b2396305f03dc027ccc3524a0a1118a8',
      16: '6982944f18fc82d589c403a47a0d0919',
      240: '28cb1132c96ce286421dcaadb8b69eae',
      4096: 'ff25b58995996707e51fbdf08b34d875',
    },
  ],
  [
    7,
    {
      0: '293f02d47f37c9b633f2af5285feb46b',
      16: 'e620f1390d19bd84e2e0fd752031afc1',
      240: '914f02531c9218810df60f67e338154c',
      4096: 'e74b0b9731227fd37c0ec08a47ddd8b8',
    },
  ],
  [
    16,
    {
      0: '9ac7cc9a609d1ef7b2932899cde41b97',
      16: '5248c4959014126a6e8a84f11d1a9e1c',
      240: '065902e4b620f6cc36c8589f66432f2b',
      4096: 'a36a4c301ae8ac13610ccbc12256cacc',
    },
  ],
  [
    32,
    {
      0: 'eaa6bd25880bf93d3f5d1e4ca2611d91',
      16: 'cfa45c9f7e714b54bdfa80027cb14380',
      240: '114ae344ded71b35f2e60febad727fd8',
      4096: 'f3e4c0a2e02d1d01f7f0a74618af2b48',
    },
  ],
];
for (const [bytes, parts] of streams)
  test(`the stream of ${8 * bytes} bits is that of RFC 6229`, () => {
    const stream = rc4(counted(bytes), new Uint8Array(4112));
    for (const [offset, expected] of Object.entries(parts)) {
      const at = Number(offset);
      expect(hex(stream.subarray(at, at + 16)), `offset ${offset}`).toBe(expected);
    }
  });

for (const [key, text, expected] of [
  ['Key', 'Plaintext', 'bbf316e8d940af0ad3'],
  ['Wiki', 'pedia', '1021bf0420'],
  ['Secret', 'Attack at dawn', '45a01f645fc35b383552544b9bf5'],
] as const)
  test(`"${text}" is encrypted as it always was`, () => {
    expect(hex(rc4(Buffer.from(key), Buffer.from(text)))).toBe(expected);
  });

const key = fc.uint8Array({ minLength: 1, maxLength: 256 });
const text = fc.uint8Array({ maxLength: 600 });

test('what was encrypted is decrypted by the same key', () => {
  fc.assert(
    fc.property(key, text, (secret, content) => {
      const before = Uint8Array.from(content);
      expect(rc4(secret, rc4(secret, content))).toEqual(before);
      expect(content).toEqual(before);
    }),
  );
});

test('each call begins at the beginning of the stream, which does not depend on the text', () => {
  fc.assert(
    fc.property(key, text, fc.nat(600), (secret, content, length) => {
      const stream = rc4(secret, new Uint8Array(content.length));
      expect(rc4(secret, content)).toEqual(
        content.map((byte, index) => byte ^ (stream[index] ?? 0)),
      );
      expect(rc4(secret, content.subarray(0, length))).toEqual(
        rc4(secret, content).subarray(0, length),
      );
    }),
  );
});

test('keys have 1 to 256 bytes', () => {
  for (const length of [1, 256]) expect(rc4(counted(length), Uint8Array.of(1, 2))).toHaveLength(2);
  for (const length of [0, 257]) {
    const encrypt = () => rc4(new Uint8Array(length).fill(0x5a), Uint8Array.of(1));
    expect(encrypt).toThrow(RangeError);
    expect(encrypt).toThrow(`1 to 256 bytes; it has ${length}.`);
  }
});

test('all bytes of a key count', () => {
  for (const length of [7, 16, 256]) {
    const secret = counted(length);
    const keys = [secret, ...bitsOf(secret).map(bit => flippedAt(secret, bit))];
    const found = new Set(keys.map(each => hex(rc4(each, new Uint8Array(512)))));
    expect(found.size).toBe(1 + 8 * length);
  }
});
