import { checkPrimeSync } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../../harness/wmdrm/error.ts';
import {
  ecc1,
  Ecc1Point,
  isOnCurve,
  keyPairOf,
  newKeyPair,
  publicKeyBytes,
  randomScalar,
  readLittleEndian,
  readPoint,
  writeLittleEndian,
  writePoint,
  yOf,
} from '../../../harness/wmdrm/primitives/ecc1.ts';
import { fc } from '../../fast-check.ts';
import { flippedAt } from '../bits.ts';
import {
  add,
  bytesOfNumber,
  bytesOfPoint,
  generator,
  hasPointAt,
  isPoint,
  mod,
  multiply,
  negate,
  parameters,
  pointOfBytes,
} from './naive.ts';

const { p, n, a, b } = parameters;
const scalar = fc.bigInt({ min: 1n, max: n - 1n });

test.describe('the parameters of MS-DRM 2.2.1.2', () => {
  test('are those of the document', () => {
    expect(ecc1).toEqual({ ...parameters, h: 1n });
    expect(Ecc1Point.BASE.toAffine()).toEqual(generator);
  });

  test('p and the order are primes of 160 bits, and p leaves 3 of 4', () => {
    for (const number of [ecc1.p, ecc1.n]) {
      expect(checkPrimeSync(number, { checks: 40 })).toBe(true);
      expect(number.toString(2)).toHaveLength(160);
    }
    expect(ecc1.p % 4n).toBe(3n);
  });

  test('the curve has no singular point, and its generator lies on it', () => {
    expect(mod(4n * a ** 3n + 27n * b ** 2n, p)).not.toBe(0n);
    expect(isPoint(generator)).toBe(true);
  });

  test('the order times the generator is the point at infinity', () => {
    expect(multiply(n, generator)).toBeUndefined();
    expect(
      Ecc1Point.BASE.multiply(ecc1.n - 1n)
        .add(Ecc1Point.BASE)
        .is0(),
    ).toBe(true);
    // Hasse: no multiple of this order is the number of points of a curve over p, so that h is 1.
    expect((p + 1n - n) ** 2n).toBeLessThanOrEqual(4n * p);
    expect((p + 1n - 2n * n) ** 2n).toBeGreaterThan(4n * p);
  });
});

test.describe('arithmetic', () => {
  test('multiples of the generator, and of other points, are those of a textbook', () => {
    fc.assert(
      fc.property(scalar, scalar, (one, other) => {
        const point = multiply(one, generator);
        expect(Ecc1Point.BASE.multiply(one).toAffine()).toEqual(point);
        expect(readPoint(bytesOfPoint(point)).multiply(other).toAffine()).toEqual(
          multiply(other, point),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('sums and differences are, too, of a point and itself as well', () => {
    fc.assert(
      fc.property(scalar, scalar, (one, other) => {
        const [left, right] = [multiply(one, generator), multiply(other, generator)];
        const [point, second] = [left, right].map(each => readPoint(bytesOfPoint(each)));
        if (point === undefined || second === undefined) throw new Error('There are two.');
        expect(affineOf(point.add(second))).toEqual(add(left, right));
        expect(affineOf(point.subtract(second))).toEqual(add(left, negate(right)));
        expect(affineOf(point.add(point))).toEqual(add(left, left));
        expect(point.subtract(point).is0()).toBe(true);
      }),
      // The point at infinity among them.
      {
        numRuns: 25,
        examples: [
          [35n, 35n],
          [35n, parameters.n - 35n],
        ],
      },
    );
  });

  test('small multiples, and the last ones, are those of a textbook', () => {
    for (const each of [1n, 2n, 3n, 4n, 5n, 255n, n - 2n, n - 1n])
      expect(Ecc1Point.BASE.multiply(each).toAffine()).toEqual(multiply(each, generator));
  });

  test('y is found where the curve has a point, and nowhere else', () => {
    let found = 0;
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: p - 1n }), x => {
        const y = yOf(x);
        expect(y !== undefined).toBe(hasPointAt(x));
        if (y !== undefined) expect(isPoint({ x, y })).toBe(true);
        found += y === undefined ? 0 : 1;
      }),
    );
    expect(found).toBeGreaterThan(0);
    expect(found).toBeLessThan(100);
  });
});

test.describe('PUBKEY of MS-DRM 2.2.1.6', () => {
  test('has x first, then y, both with the least significant byte first', () => {
    const bytes = Buffer.from(writePoint(Ecc1Point.BASE)).toString('hex');
    expect(bytes).toBe(
      '20a19f10f0da38ba7dc01035e5a1a3d67f9423876f9379a3cd7aedd456583c8c2d5275109144' + '5744',
    );
  });

  test('is read as it was written', () => {
    fc.assert(
      fc.property(scalar, each => {
        const point = Ecc1Point.BASE.multiply(each);
        const bytes = writePoint(point);
        expect(bytes).toHaveLength(publicKeyBytes);
        expect(pointOfBytes(bytes)).toEqual(point.toAffine());
        expect(readPoint(bytes).equals(point)).toBe(true);
        expect(isOnCurve(bytes)).toBe(true);
      }),
    );
  });

  test('a point of which a bit is another is not on the curve', () => {
    const bytes = newKeyPair().publicKey;
    for (let bit = 0; bit < 8 * publicKeyBytes; bit++)
      expect(isOnCurve(flippedAt(bytes, bit)), `bit ${bit}`).toBe(false);
  });

  test('what is no point is refused', () => {
    for (const bytes of [
      new Uint8Array(publicKeyBytes),
      new Uint8Array(publicKeyBytes).fill(0xff),
      bytesOfPoint({ x: generator.y, y: generator.x }),
      bytesOfPoint(generator).toReversed(),
    ]) {
      expect(() => readPoint(bytes)).toThrow(WmdrmError);
      expect(() => readPoint(bytes)).toThrow('the 40 bytes are none');
      expect(isOnCurve(bytes)).toBe(false);
    }
  });

  test('another length is refused', () => {
    const bytes = Uint8Array.of(...writePoint(Ecc1Point.BASE), 0);
    for (const length of [0, 1, 20, 39, 41]) {
      const read = () => readPoint(bytes.subarray(0, length));
      expect(read).toThrow(WmdrmError);
      expect(read).toThrow(`Expected a point of 40 bytes; it has ${length}.`);
      expect(isOnCurve(bytes.subarray(0, length))).toBe(false);
    }
  });

  test('a coordinate has one spelling: one of p or more is refused', () => {
    const room = 2n ** 160n - p;
    let tried = { x: 0, y: 0 };
    for (let each = 1n; tried.x === 0 || tried.y === 0; each++) {
      const { x, y } = Ecc1Point.BASE.multiply(each).toAffine();
      for (const [name, other] of [
        ['x', { x: x + p, y }],
        ['y', { x, y: y + p }],
      ] as const) {
        if ((name === 'x' ? x : y) >= room) continue;
        expect(isPoint(other)).toBe(true);
        expect(() => readPoint(bytesOfPoint(other)), name).toThrow(WmdrmError);
        tried = { ...tried, [name]: tried[name] + 1 };
      }
    }
  });
});

test.describe('key pairs', () => {
  test('a new one is a number below the order and its multiple of the generator', () => {
    const pairs = Array.from({ length: 10 }, newKeyPair);
    for (const { privateKey, publicKey } of pairs) {
      expect(privateKey).toBeGreaterThan(0n);
      expect(privateKey).toBeLessThan(n);
      expect(publicKey).toEqual(bytesOfPoint(multiply(privateKey, generator)));
    }
    expect(new Set(pairs.map(({ privateKey }) => privateKey)).size).toBe(10);
  });

  test('the first and the last private key have one', () => {
    expect(keyPairOf(1n).publicKey).toEqual(bytesOfPoint(generator));
    expect(keyPairOf(n - 1n).publicKey).toEqual(bytesOfPoint(negate(generator)));
  });

  test('no other number has, and the message does not tell it', () => {
    for (const number of [0n, -1n, n, n + 1n, 2n ** 160n]) {
      expect(() => keyPairOf(number)).toThrow(WmdrmError);
      expect(() => keyPairOf(number)).toThrow(/from 1 to its order; it is another number\.$/);
    }
  });

  test('random scalars use all their bytes', () => {
    const numbers = Array.from({ length: 400 }, randomScalar);
    for (const number of numbers) expect(number > 0n && number < n).toBe(true);
    for (let bit = 0n; bit < 160n; bit++)
      expect(new Set(numbers.map(number => (number >> bit) & 1n)).size, `bit ${bit}`).toBe(2);
  });
});

test('numbers are 20 bytes, the least significant first', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 2n ** 160n - 1n }), number => {
      expect(writeLittleEndian(number)).toEqual(bytesOfNumber(number));
      expect(readLittleEndian(bytesOfNumber(number))).toBe(number);
    }),
  );
  expect(readLittleEndian(new Uint8Array())).toBe(0n);
  expect(readLittleEndian(Uint8Array.of(1, 2))).toBe(0x201n);
});

/** The library has no undefined: the point at infinity has coordinates of 0 there. */
function affineOf(point: Ecc1Point) {
  return point.is0() ? undefined : point.toAffine();
}
