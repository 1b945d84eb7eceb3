import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import {
  contentKeyOf,
  license1Bytes,
  licenseDataBytes,
  licVersions,
  readLicense1,
} from '../../harness/wmdrm/license1.ts';
import { fc } from '../fast-check.ts';
import { counted, flippedAt } from './bits.ts';

test('the sizes and the constants are those of MS-DRM 2.2.2.3', () => {
  expect(licenseDataBytes).toBe(0x75);
  expect(license1Bytes).toBe(165);
  expect(licVersions).toEqual({
    '2.2.2.3.4': Uint8Array.of(0, 1, 0, 0),
    '3.2.5.1': Uint8Array.of(0, 1, 0, 1),
  });
});

test('the license is what stands last', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), certificates => {
      const license = counted(165, 7);
      const read = readLicense1(Uint8Array.of(...certificates, ...license));
      expect(read).toEqual({
        licVersion: license.slice(0, 4),
        dataLen: license.slice(4, 8),
        sign: license.slice(8, 48),
        data: license.slice(48),
        kid: license.slice(48, 73),
        key: license.slice(73, 153),
        certificates,
      });
      expect(read.data).toHaveLength(117);
    }),
  );
});

test('its parts are copies', () => {
  const bytes = counted(165);
  const { sign } = readLicense1(bytes);
  bytes.fill(0);
  expect(sign).toEqual(counted(40, 9));
});

for (const length of [0, 1, 164])
  test(`${length} bytes are none`, () => {
    const read = () => readLicense1(new Uint8Array(length));
    expect(read).toThrow(WmdrmError);
    expect(read).toThrow(`at least 165 bytes; there are ${length}.`);
  });

test.describe('the content key', () => {
  const key = counted(7, 0x11);
  const complement = key.map(byte => ~byte);

  test('is the first 7 bytes, which the next 7 confirm by their complement', () => {
    expect(contentKeyOf(Uint8Array.of(...key, ...complement, 0, 0))).toEqual({
      key,
      isConfirmed: true,
    });
    expect(contentKeyOf(Uint8Array.of(...key, ...complement)).isConfirmed).toBe(true);
  });

  test('is not confirmed when a bit of either is another', () => {
    const block = Uint8Array.of(...key, ...complement, 0, 0);
    for (let bit = 0; bit < 112; bit++) {
      const changed = flippedAt(block, bit);
      expect(contentKeyOf(changed).isConfirmed, `bit ${bit}`).toBe(false);
    }
  });

  test('is not confirmed by less than 14 bytes', () => {
    const block = Uint8Array.of(...key, ...complement);
    for (let length = 0; length < 14; length++)
      expect(contentKeyOf(block.subarray(0, length)).isConfirmed, `${length}`).toBe(false);
  });
});
