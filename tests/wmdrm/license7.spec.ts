import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import { blockPrefix, openLicense7, sealLicense7 } from '../../harness/wmdrm/license7.ts';
import { decryptBlock, encryptBlock } from '../../harness/wmdrm/primitives/block.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { rc4 } from '../../harness/wmdrm/primitives/rc4.ts';
import { wmdrmAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { bitsOf, counted, flippedAt } from './bits.ts';

const orders = wmdrmAssumptions['point-order'].choices;
const machine = newKeyPair();
const block = Uint8Array.of(7, 1, ...counted(14, 0x21));
const license = Buffer.from('<LICENSE version="2.0.0.0"><LICENSORINFO/></LICENSE>');

test('a block begins with 7 and 1', () => {
  expect([...blockPrefix]).toEqual([7, 1]);
});

for (const order of orders) {
  test(`what is sealed is 80 bytes, and the license under KR: bytes 2 to 8 (${order})`, () => {
    const sealed = sealLicense7(license, block, machine.publicKey, order);
    expect(sealed).toHaveLength(80 + license.length);
    expect(decryptBlock(sealed.subarray(0, 80), machine.privateKey, order)).toEqual(block);
    expect(block.slice(2, 9)).toHaveLength(7);
    expect(Buffer.from(rc4(block.slice(2, 9), sealed.subarray(80)))).toEqual(license);
  });

  for (const assumed of orders)
    test(`it opens whichever order is tried first (${order}, first ${assumed})`, () => {
      const sealed = sealLicense7(license, block, machine.publicKey, order);
      const opened = openLicense7(sealed, machine.privateKey, assumed);
      expect(opened).toEqual({ block, text: new Uint8Array(license), order });
    });
}

const openings: Readonly<Record<string, Uint8Array>> = {
  'a declaration': Buffer.from(`<?xml version="1.0"?>\r\n${license.toString()}`),
  'UTF-16LE': Buffer.from(license.toString(), 'utf16le'),
  'LICENSORINFO alone': Buffer.from('<LICENSORINFO><DATA/></LICENSORINFO>'),
  'a comment before it': Buffer.from(`<!--${'x'.repeat(900)}-->${license.toString()}`),
};
for (const [what, text] of Object.entries(openings))
  test(`it opens with ${what}`, () => {
    const sealed = sealLicense7(text, block, machine.publicKey, 'ephemeral-first');
    const opened = openLicense7(sealed, machine.privateKey, 'ephemeral-first');
    expect(Buffer.from(opened.text)).toEqual(Buffer.from(text));
  });

test('what stands around KR in the block does not matter', () => {
  const sealed = sealLicense7(license, block, machine.publicKey, 'ephemeral-first');
  const other = Uint8Array.of(9, 9, ...block.subarray(2, 9), 9, 9, 9, 9, 9, 9, 9);
  const exchanged = Uint8Array.of(
    ...encryptBlock(other, machine.publicKey, 'ephemeral-first'),
    ...sealed.subarray(80),
  );
  const opened = openLicense7(exchanged, machine.privateKey, 'ephemeral-first');
  expect(opened.block).toEqual(other);
  expect(Buffer.from(opened.text)).toEqual(license);
});

test('each bit of KR matters', () => {
  const sealed = sealLicense7(license, block, machine.publicKey, 'ephemeral-first');
  for (let bit = 16; bit < 72; bit++) {
    const exchanged = Uint8Array.of(
      ...encryptBlock(flippedAt(block, bit), machine.publicKey, 'ephemeral-first'),
      ...sealed.subarray(80),
    );
    expect(
      () => openLicense7(exchanged, machine.privateKey, 'ephemeral-first'),
      `bit ${bit}`,
    ).toThrow(WmdrmError);
  }
});

test('another machine opens none', () => {
  const sealed = sealLicense7(license, block, machine.publicKey, 'ephemeral-first');
  for (const { privateKey } of Array.from({ length: 5 }, newKeyPair)) {
    const open = () => openLicense7(sealed, privateKey, 'ephemeral-first');
    expect(open).toThrow(WmdrmError);
    expect(open).toThrow(`of its ${sealed.length} bytes it opens none`);
  }
});

test('a license in which a bit of the block is another opens for nobody', () => {
  const sealed = sealLicense7(license, block, machine.publicKey, 'ephemeral-first');
  for (const bit of bitsOf(sealed.subarray(0, 80)).filter(each => each % 7 === 0))
    expect(() =>
      openLicense7(flippedAt(sealed, bit), machine.privateKey, 'ephemeral-first'),
    ).toThrow(WmdrmError);
});

test('what is no license inside is none', () => {
  for (const text of [
    '',
    '<HTML/>',
    'LICENSE',
    `${' '.repeat(1_024)}<LICENSE/>`,
    '\0\u0001\u0002'.repeat(300),
  ]) {
    const sealed = sealLicense7(Buffer.from(text), block, machine.publicKey, 'ephemeral-first');
    expect(() => openLicense7(sealed, machine.privateKey, 'ephemeral-first')).toThrow(WmdrmError);
  }
});

test('what is too short is none', () => {
  const sealed = sealLicense7(license, block, machine.publicKey, 'ephemeral-first');
  for (const length of [0, 1, 79, 80, 81, 87]) {
    const open = () =>
      openLicense7(sealed.subarray(0, length), machine.privateKey, 'ephemeral-first');
    expect(open).toThrow(WmdrmError);
    expect(open).toThrow(`of its ${length} bytes it opens none`);
  }
});

test('no message tells a key', () => {
  const sealed = sealLicense7(license, block, newKeyPair().publicKey, 'ephemeral-first');
  expect(() => openLicense7(sealed, machine.privateKey, 'ephemeral-first')).toThrow(
    /^Expected a version 7 license that the machine's key opens; of its \d+ bytes it opens none\.$/,
  );
});
