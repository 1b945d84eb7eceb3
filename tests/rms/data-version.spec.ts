import { expect, test } from '@playwright/test';
import {
  above,
  compareDataVersions,
  formatDataVersion,
  parseDataVersion,
  type DataVersion,
} from '../../harness/rms/data-version.ts';
import { fc } from '../fast-check.ts';

const part = fc.oneof(fc.bigInt({ min: 0n, max: 12n }), fc.bigInt({ min: 0n, max: 2n ** 70n }));
const version: fc.Arbitrary<DataVersion> = fc.tuple(part, part, part, part);

/** One number that orders versions as the document says: the first part weighs most. */
const weigh = ([a, b, c, d]: DataVersion) => ((a * 2n ** 80n + b) * 2n ** 80n + c) * 2n ** 80n + d;

test('a version survives being written and read', () => {
  fc.assert(
    fc.property(version, value => {
      expect(parseDataVersion(formatDataVersion(value))).toEqual(value);
    }),
  );
});

test('versions compare as one number of four digits would, never as text', () => {
  fc.assert(
    fc.property(version, version, (left, right) => {
      const difference = weigh(left) - weigh(right);
      const expected = difference < 0n ? -1 : difference > 0n ? 1 : 0;
      expect(Math.sign(compareDataVersions(left, right))).toBe(expected);
      expect(compareDataVersions(left, left)).toBe(0);
    }),
  );
  expect(compareDataVersions([1n, 10n, 0n, 0n], [1n, 9n, 0n, 0n])).toBeGreaterThan(0);
  expect(compareDataVersions([2n, 0n, 0n, 0n], [10n, 0n, 0n, 0n])).toBeLessThan(0);
});

test('the next version is above, at its part, and as low as that allows', () => {
  fc.assert(
    fc.property(version, fc.constantFrom(0, 1, 2, 3), (value, index) => {
      const next = above(value, index);
      expect(compareDataVersions(next, value)).toBeGreaterThan(0);
      expect(next[index]).toBe(value[index] + 1n);
      expect(next.slice(0, index)).toEqual(value.slice(0, index));
      expect(next.slice(index + 1).every(later => later === 0n)).toBe(true);
    }),
  );
  expect(above([1n, 2n, 3n, 4n])).toEqual([1n, 2n, 3n, 5n]);
});

for (const text of [
  ...['', '1', '1.0', '1.0.0', '1.0.0.0.0', 'a.b.c.d', '-1.0.0.0', '+1.0.0.0', ' 1.0.0.0'],
  ...['1.0.0.0 ', '1..0.0', '.1.0.0.0', '1.0.0.0.', '1,0,0,0', '0x1.0.0.0', '1e1.0.0.0'],
  ...['1.0.0.0\n', '١.0.0.0', '1.0.0.0\n1.0.0.0'],
])
  test(`${JSON.stringify(text)} is no version`, () => {
    expect(parseDataVersion(text)).toBeUndefined();
  });

test('leading zeros and large numbers are read as numbers', () => {
  expect(parseDataVersion('01.000.0.99999999999')).toEqual([1n, 0n, 0n, 99_999_999_999n]);
});
