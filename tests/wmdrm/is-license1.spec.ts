import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import { isLicense1 } from '../../harness/wmdrm/is-license1.ts';
import { encryptBlock } from '../../harness/wmdrm/primitives/block.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { counted, flippedAt } from './bits.ts';

const points = encryptBlock(counted(14), newKeyPair().publicKey, 'ephemeral-first');

/** licVersion, dataLen, sign, KID, key and the rest of a license, behind some certificates. */
function licenseOf({
  version = [0, 1, 0, 1],
  length = [0x75, 0, 0, 0],
  key = points,
}: {
  readonly version?: readonly number[];
  readonly length?: readonly number[];
  readonly key?: Uint8Array;
} = {}): Uint8Array {
  return Uint8Array.of(
    ...counted(30),
    ...version,
    ...length,
    ...counted(40),
    ...counted(25),
    ...key,
    ...counted(12),
  );
}

const noPoints = flippedAt(flippedAt(points, 0), 320);
for (const [what, bytes, expected] of [
  ['all as documented', licenseOf(), true],
  ['the other version', licenseOf({ version: [0, 1, 0, 0] }), true],
  [
    'another version and length, and a key of points',
    licenseOf({ version: [9, 9, 9, 9], length: [0, 0, 0, 0] }),
    true,
  ],
  ['a key that is none', licenseOf({ key: noPoints }), true],
  [
    'a key that is none and another version',
    licenseOf({ key: noPoints, version: [0, 2, 0, 1] }),
    false,
  ],
  [
    'a key that is none and another length',
    licenseOf({ key: noPoints, length: [0x76, 0, 0, 0] }),
    false,
  ],
  [
    'a key that is none and a length turned around',
    licenseOf({ key: noPoints, length: [0, 0, 0, 0x75] }),
    false,
  ],
  [
    'a key of which one half is a point, another version',
    licenseOf({ key: flippedAt(points, 0), version: [1, 1, 0, 1] }),
    false,
  ],
  ['zeros', new Uint8Array(165), false],
  ['other bytes', counted(400), false],
] as const)
  test(`${what}: ${expected ? 'a license' : 'none'}`, () => {
    expect(isLicense1(bytes)).toBe(expected);
  });

test('less bytes than a license has are refused', () => {
  expect(() => isLicense1(new Uint8Array(164))).toThrow(WmdrmError);
});
