import { expect, test } from '@playwright/test';
import { generateContentKey, sameContentKey } from '../../harness/xrml/content-key.ts';

test('AES keys have the size asked for, 128 bits by default', () => {
  expect(generateContentKey('AES').bytes).toHaveLength(16);
  expect(generateContentKey('AES', 192).bytes).toHaveLength(24);
  expect(generateContentKey('AES', 256).bytes).toHaveLength(32);
});

test('every byte of a DES key has odd parity', () => {
  for (let round = 0; round < 50; round++) {
    const { bytes } = generateContentKey('DES');
    expect(bytes).toHaveLength(8);
    for (const byte of bytes) expect(byte.toString(2).replaceAll('0', '').length % 2).toBe(1);
  }
});

test('sameContentKey() ignores the parity bits of DES and nothing else', () => {
  const bytes = Uint8Array.of(0x10, 2, 3, 4, 5, 6, 7, 8);
  const parity = Uint8Array.of(0x11, 2, 3, 4, 5, 6, 7, 9);
  const other = Uint8Array.of(0x12, 2, 3, 4, 5, 6, 7, 8);
  expect(sameContentKey({ type: 'DES', bytes }, { type: 'DES', bytes: parity })).toBe(true);
  expect(sameContentKey({ type: 'DES', bytes }, { type: 'DES', bytes: other })).toBe(false);
  expect(sameContentKey({ type: 'AES', bytes }, { type: 'AES', bytes: parity })).toBe(false);
  expect(sameContentKey({ type: 'AES', bytes }, { type: 'AES', bytes })).toBe(true);
  expect(sameContentKey({ type: 'AES', bytes }, { type: 'DES', bytes })).toBe(false);
  expect(sameContentKey({ type: 'AES', bytes }, { type: 'AES', bytes: bytes.slice(1) })).toBe(
    false,
  );
});
