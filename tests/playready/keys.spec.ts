import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { keyChecksum } from '../../harness/playready/checksum.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import { deriveContentKey, testKeySeed } from '../../harness/playready/key-seed.ts';
import {
  guidOfKid,
  kidForms,
  kidOfBase64,
  kidOfGuid,
  swapGuid,
} from '../../harness/playready/kid.ts';
import { fc } from '../fast-check.ts';
import { fromBase64, fromHex, vectors } from './vectors.ts';

const base64 = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('base64');

// PlayReady-facts 4.8: KID, GUID, content key of the test seed, its checksum.
const derived = [
  [
    '0IbHou/5s0yzM80yOkKEpQ==',
    'a2c786d0-f9ef-4cb3-b333-cd323a4284a5',
    '4edb7704cdbf03617f4800bd878a6df2',
    'xNvWVxoWk04=',
  ],
  [
    '/qgG2xbs4k2SKCxx6bhWqw==',
    'db06a8fe-ec16-4de2-9228-2c71e9b856ab',
    '3179923adf3c929892951e62f93a518a',
    'GnKaQIRacPU=',
  ],
  [
    'q5HgCTj40kGeNVhTH9Gexw==',
    '09e091ab-f838-41d2-9e35-58531fd19ec7',
    '9cb061164b7013eaefcc7d6d18424c2c',
    'w+OZVr8vzrQ=',
  ],
  [
    '4Rplb+TbNES8tGkNFWTEHA==',
    '6f651ae1-dbe4-4434-bcb4-690d1564c41c',
    '88da852ae4fa2e1e36aeb2d5c94997b1',
    'KLj3QzQP/NA=',
  ],
  [
    'uPeXHrR3K0icGCpYMBGsZw==',
    '1e97f7b8-77b4-482b-9c18-2a583011ac67',
    '1de6f9966fee43b3a4f489a6acc5f59c',
    '6xlxVjQeoEE=',
  ],
  [
    'm1HAERIu8E+uABCZY4TX2g==',
    '11c0519b-2e12-4ff0-ae00-10996384d7da',
    'd0b0065022727ca009f68cfc93139b6f',
    'nUv2w80J+ug=',
  ],
  [
    'AmfjCTOPbEOl3WD/5mcecA==',
    '09e36702-8f33-436c-a5dd-60ffe6671e70',
    'b42ca3172ee4e69bf51848a59db9cd13',
    'BGw1aYZ1YXM=',
  ],
  [
    'hebIOOkt50eX1WVU5cfyhA==',
    '38c8e685-2de9-47e7-97d5-6554e5c7f284',
    'be6cfbedec6a539b9f478d7656312c34',
    'ut7UVy4f7ME=',
  ],
] as const;

test('keys of the test seed and their checksums are the published ones', () => {
  expect(base64(testKeySeed)).toBe(vectors.keySeed);
  for (const [header, guid, key, checksum] of derived) {
    const kid = kidOfBase64(header);
    expect(guidOfKid(kid)).toBe(guid);
    expect(kidOfGuid(guid)).toEqual(kid);
    const content = deriveContentKey(testKeySeed, kid);
    expect(Buffer.from(content).toString('hex')).toBe(key);
    expect(base64(keyChecksum('AESCTR', kid, content))).toBe(checksum);
  }
});

test('checksums of keys that are given', () => {
  // PlayReady-facts 4.8, the static-key vector of pssh-tools, and the one of its tests.
  const kid = kidOfGuid('6f651ae1-dbe4-4434-bcb4-690d1564c41c');
  const key = fromHex('2a85da88fae41e2e36aeb2d5c94997b1');
  expect(base64(keyChecksum('AESCTR', kid, key))).toBe('f8Acn4I4wU0=');
  const { psshTools } = vectors;
  const other = swapGuid(fromHex(psshTools.kid));
  expect(base64(other)).toBe(psshTools.kidInHeader);
  expect(base64(keyChecksum('AESCTR', other, fromHex(psshTools.key)))).toBe(psshTools.checksum);
});

test('a Cocktail checksum hashes five times, and AESCBC has none', () => {
  const kid = new Uint8Array(16);
  const key = Uint8Array.of(1, 2, 3, 4, 5, 6, 7);
  const sha1 = (bytes: Uint8Array) => createHash('sha1').update(bytes).digest();
  const expected = sha1(sha1(sha1(sha1(sha1(Buffer.concat([key, Buffer.alloc(14)]))))));
  expect(keyChecksum('COCKTAIL', kid, key)).toEqual(new Uint8Array(expected.subarray(0, 7)));
  expect(keyChecksum('AESCBC', kid, new Uint8Array(16))).toBeUndefined();
});

test('byte orders are the published ones, and each form leads to the others', () => {
  const { guid, header, bigEndian } = vectors.kidByteOrder;
  expect(kidForms(kidOfGuid(guid))).toEqual({
    guid,
    header,
    bigEndian: Buffer.from(fromBase64(bigEndian)).toString('hex'),
  });
  expect(kidOfGuid(`{${guid.toUpperCase()}}`)).toEqual(fromBase64(header));
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), kid => {
      const forms = kidForms(kid);
      expect(kidOfGuid(forms.guid)).toEqual(kid);
      expect(kidOfBase64(forms.header)).toEqual(kid);
      expect(swapGuid(fromHex(forms.bigEndian))).toEqual(kid);
      expect(fromHex(forms.guid.replaceAll('-', ''))).toEqual(fromHex(forms.bigEndian));
    }),
  );
});

test('what has another length, or is none, is refused', () => {
  const short = new Uint8Array(15);
  const kid = new Uint8Array(16);
  for (const action of [
    () => swapGuid(short),
    () => kidOfGuid('6f651ae1-dbe4-4434-bcb4-690d1564c41'),
    () => kidOfGuid('6f651ae1dbe44434bcb4690d1564c41c'),
    () => kidOfBase64('4Rplb+TbNES8tGkNFWTEHA='),
    () => kidOfBase64('4Rplb+TbNES8tGkNFWTE'),
    () => deriveContentKey(new Uint8Array(29), kid),
    () => deriveContentKey(testKeySeed, short),
    () => keyChecksum('AESCTR', kid, short),
    () => keyChecksum('COCKTAIL', kid, new Uint8Array(22)),
    () => keyChecksum('COCKTAIL', kid, new Uint8Array(0)),
  ])
    expect(action).toThrow(PlayReadyError);
});

test('only the first 30 bytes of a key seed count', () => {
  const kid = kidOfGuid(derived[0][1]);
  const longer = Uint8Array.of(...testKeySeed, 1, 2, 3);
  expect(deriveContentKey(longer, kid)).toEqual(deriveContentKey(testKeySeed, kid));
});
