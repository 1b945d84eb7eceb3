import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../../harness/wmdrm/error.ts';
import {
  decryptBlock,
  encryptBlock,
  encryptedBlockBytes,
} from '../../../harness/wmdrm/primitives/block.ts';
import { newKeyPair } from '../../../harness/wmdrm/primitives/ecc1.ts';
import { wmdrmAssumptions } from '../../../harness/wmdrm/wmdrm-assumptions.ts';
import { fc } from '../../fast-check.ts';
import { bitsOf, counted, flippedAt } from '../bits.ts';
import {
  add,
  bytesOfPoint,
  generator,
  hasPointAt,
  multiply,
  negate,
  numberOfBytes,
  parameters,
  pointOfBytes,
  power,
  squareAt,
} from './naive.ts';

const orders = wmdrmAssumptions['point-order'].choices;
const key = newKeyPair();
const text = fc.uint8Array({ minLength: 1, maxLength: 16 });

const filled = (bytes: Uint8Array): Uint8Array => {
  const block = new Uint8Array(16);
  block.set(bytes);
  return block;
};
/** What a key makes of a block; undefined where it finds that there is none. */
function decrypted(
  block: Uint8Array,
  privateKey: bigint,
  order: (typeof orders)[number],
): Uint8Array | undefined {
  try {
    return decryptBlock(block, privateKey, order);
  } catch (error) {
    if (error instanceof WmdrmError) return undefined;
    throw error;
  }
}
const turned = (block: Uint8Array): Uint8Array =>
  Uint8Array.of(...block.subarray(40), ...block.subarray(0, 40));

for (const order of orders) {
  test(`1 to 16 bytes come back, filled up with zeros (${order})`, () => {
    fc.assert(
      fc.property(text, content => {
        const block = encryptBlock(content, key.publicKey, order);
        expect(block).toHaveLength(encryptedBlockBytes);
        expect(decryptBlock(block, key.privateKey, order)).toEqual(filled(content));
      }),
      { numRuns: 40 },
    );
    for (let length = 1; length <= 16; length++) {
      const block = encryptBlock(counted(length, 0xf0), key.publicKey, order);
      expect(decryptBlock(block, key.privateKey, order)).toEqual(filled(counted(length, 0xf0)));
    }
  });

  test(`another order of the same points is the other choice (${order})`, () => {
    const block = encryptBlock(counted(16), key.publicKey, order);
    const other = orders.find(each => each !== order) ?? order;
    expect(decryptBlock(turned(block), key.privateKey, other)).toEqual(counted(16));
    expect(decrypted(turned(block), key.privateKey, order)).not.toEqual(counted(16));
    expect(decrypted(block, key.privateKey, other)).not.toEqual(counted(16));
  });

  test(`a block of which a bit is another is no block (${order})`, () => {
    const block = encryptBlock(counted(16), key.publicKey, order);
    for (const bit of bitsOf(block))
      expect(
        () => decryptBlock(flippedAt(block, bit), key.privateKey, order),
        `bit ${bit}`,
      ).toThrow(WmdrmError);
  });

  test(`another point in the place of one gives no such text (${order})`, () => {
    const block = encryptBlock(counted(16), key.publicKey, order);
    for (const at of [0, 40])
      for (const point of [
        bytesOfPoint(negate(pointOfBytes(block.subarray(at)))),
        newKeyPair().publicKey,
      ]) {
        const changed = Uint8Array.from(block);
        changed.set(point, at);
        expect(decrypted(changed, key.privateKey, order)).not.toEqual(counted(16));
      }
  });

  test(`another key finds no text, or once in many thousand blocks another (${order})`, () => {
    const block = encryptBlock(counted(16), key.publicKey, order);
    const found = Array.from({ length: 20 }, newKeyPair).map(({ privateKey }) =>
      decrypted(block, privateKey, order),
    );
    expect(found).not.toContainEqual(counted(16));
    expect(found.filter(each => each === undefined).length).toBeGreaterThan(15);
  });

  test(`a block is no block of any other length (${order})`, () => {
    const block = Uint8Array.of(...encryptBlock(counted(16), key.publicKey, order), 0);
    for (const length of [0, 1, 40, 79, 81]) {
      const decrypt = () => decryptBlock(block.subarray(0, length), key.privateKey, order);
      expect(decrypt).toThrow(WmdrmError);
      expect(decrypt).toThrow(`an encrypted block of 80 bytes; it has ${length}.`);
    }
  });

  test(`a block whose points cancel each other out holds no text (${order})`, () => {
    const ephemeral = newKeyPair();
    const masked = bytesOfPoint(multiply(key.privateKey * ephemeral.privateKey, generator));
    const block = Uint8Array.of(...ephemeral.publicKey, ...masked);
    const decrypt = () =>
      decryptBlock(order === 'ephemeral-first' ? block : turned(block), key.privateKey, order);
    expect(decrypt).toThrow(WmdrmError);
    expect(decrypt).toThrow('it holds no point');
  });
}

test('a block is what ElGamal makes of the text that 2.2.1.2 prepares', () => {
  fc.assert(
    fc.property(text, content => {
      const block = encryptBlock(content, key.publicKey, 'ephemeral-first');
      const [ephemeral, masked] = [pointOfBytes(block), pointOfBytes(block.subarray(40))];
      const point = add(masked, negate(multiply(key.privateKey, ephemeral)));
      const bytes = bytesOfPoint(point);
      expect(bytes.subarray(0, 16)).toEqual(filled(content));
      // The fifth DWORD counts up to the first x that a point of the curve has.
      const counter = Buffer.from(bytes).readUInt32LE(16);
      const lowest = numberOfBytes(filled(content));
      for (let each = 0; each <= counter; each++)
        expect(hasPointAt(lowest + (BigInt(each) << 128n))).toBe(each === counter);
    }),
    { numRuns: 20 },
  );
});

test('what ElGamal makes of a text, by whichever root, is decrypted', () => {
  const { p } = parameters;
  let x = numberOfBytes(counted(16));
  while (!hasPointAt(x)) x += 1n << 128n;
  const root = power(squareAt(x), (p + 1n) / 4n, p);
  for (const y of [root, p - root])
    for (const once of [1n, 5n, parameters.n - 1n]) {
      const masked = add({ x, y }, multiply(once, pointOfBytes(key.publicKey)));
      const block = Uint8Array.of(
        ...bytesOfPoint(multiply(once, generator)),
        ...bytesOfPoint(masked),
      );
      expect(decryptBlock(block, key.privateKey, 'ephemeral-first')).toEqual(counted(16));
    }
});

test('the fifth DWORD can have been counted up for long, and not for ever', () => {
  const from = (counter: number): bigint => {
    const x = numberOfBytes(counted(16)) + (BigInt(counter) << 128n);
    return hasPointAt(x) ? x : from(counter + 1);
  };
  const decrypt = (x: bigint): Uint8Array => {
    const y = power(squareAt(x), (parameters.p + 1n) / 4n, parameters.p);
    const masked = add({ x, y }, multiply(3n, pointOfBytes(key.publicKey)));
    const block = [...bytesOfPoint(multiply(3n, generator)), ...bytesOfPoint(masked)];
    return decryptBlock(Uint8Array.from(block), key.privateKey, 'ephemeral-first');
  };
  for (const x of [from(0), from(100), from(10_000)]) expect(decrypt(x)).toEqual(counted(16));
  for (const x of [from(0x10000), from(0x7fffffff)]) {
    expect(() => decrypt(x)).toThrow(WmdrmError);
    expect(() => decrypt(x)).toThrow('what this key makes of it is none');
  }
});

test('no two blocks of a text are the same, in neither half', () => {
  const blocks = Array.from({ length: 8 }, () =>
    Buffer.from(encryptBlock(counted(16), key.publicKey, 'ephemeral-first')).toString('hex'),
  );
  expect(new Set(blocks.map(block => block.slice(0, 80))).size).toBe(8);
  expect(new Set(blocks.map(block => block.slice(80))).size).toBe(8);
});

test('no bytes, and more than 16, are refused', () => {
  for (const length of [0, 17, 20]) {
    const encrypt = () =>
      encryptBlock(new Uint8Array(length).fill(0x5a), key.publicKey, 'ephemeral-first');
    expect(encrypt).toThrow(WmdrmError);
    expect(encrypt).toThrow(`1 to 16 bytes to encrypt; there are ${length}.`);
  }
});

test('a key that is no point of the curve is refused', () => {
  for (const publicKey of [
    new Uint8Array(40),
    flippedAt(key.publicKey, 3),
    key.publicKey.subarray(1),
  ])
    expect(() => encryptBlock(counted(16), publicKey, 'ephemeral-first')).toThrow(WmdrmError);
});
