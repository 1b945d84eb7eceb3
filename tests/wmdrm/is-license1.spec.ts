import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import { isLicense1 } from '../../harness/wmdrm/is-license1.ts';
import { license1Bytes, licVersions } from '../../harness/wmdrm/license1.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { fc } from '../fast-check.ts';

/** A license with these parts, and nothing in all others. */
function license({
  version = new Uint8Array(4),
  length = new Uint8Array(4),
  key = new Uint8Array(80),
}: Partial<Record<'version' | 'length' | 'key', Uint8Array>>): Uint8Array {
  const bytes = new Uint8Array(license1Bytes);
  for (const [at, part] of [
    [0, version],
    [4, length],
    [73, key],
  ] as const)
    bytes.set(part, at);
  return bytes;
}

const points = Uint8Array.from([...newKeyPair().publicKey, ...newKeyPair().publicKey]);
const length = Uint8Array.of(0x75, 0, 0, 0);

test('two points make a license, whatever else is wrong', () => {
  expect(isLicense1(license({ key: points }))).toBe(true);
  expect(isLicense1(license({ key: points, version: length }))).toBe(true);
});

test('version and length make one together', () => {
  for (const version of Object.values(licVersions)) {
    expect(isLicense1(license({ version, length }))).toBe(true);
    expect(isLicense1(license({ version }))).toBe(false);
  }
  expect(isLicense1(license({ length }))).toBe(false);
});

test('one point is none', () => {
  expect(isLicense1(license({ key: points.subarray(0, 40) }))).toBe(false);
  expect(
    isLicense1(license({ key: Uint8Array.of(...new Uint8Array(40), ...points.subarray(40)) })),
  ).toBe(false);
});

test('what stands before does not matter, and too little is an error', () => {
  const good = license({ key: points });
  expect(isLicense1(Uint8Array.of(9, 9, 9, ...good))).toBe(true);
  expect(() => isLicense1(good.subarray(1))).toThrow(WmdrmError);
});

test('other bytes are none', () => {
  const bytes = fc.uint8Array({ minLength: license1Bytes, maxLength: 400 });
  fc.assert(fc.property(bytes, each => !isLicense1(each)));
});
