import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import { decryptBlock } from '../../harness/wmdrm/primitives/block.ts';
import { newKeyPair } from '../../harness/wmdrm/primitives/ecc1.ts';
import { rc4 } from '../../harness/wmdrm/primitives/rc4.ts';
import {
  keyIdBytes,
  keyIdOf,
  openVersion1Request,
  requestVersion1,
  rightPlayOnPc,
  version1RequestBytes,
  writeVersion1Request,
  type Version1Form,
} from '../../harness/wmdrm/version1-request.ts';
import { wmdrmAssumptions } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import { fc } from '../fast-check.ts';
import { counted, flippedAt } from './bits.ts';

const server = newKeyPair();
const said = {
  pkcert: counted(84, 0x40),
  keyId: keyIdOf('AbCdEfGhIjKlMnOpQrStUv=='),
  rights: rightPlayOnPc,
  appSecurity: 0x01020304,
};

const forms: readonly Version1Form[] = wmdrmAssumptions['point-order'].choices.flatMap(order =>
  wmdrmAssumptions['rc4-key-length'].choices.flatMap(length =>
    wmdrmAssumptions['app-security-encoding'].choices.map(encoding => ({
      'point-order': order,
      'rc4-key-length': length,
      'app-security-encoding': encoding,
    })),
  ),
);
const [first = forms[0]] = forms;
if (first === undefined) throw new Error('There is a form.');
const form = first;

test('the sizes and the constants are those of MS-DRM 2.2.2.1', () => {
  expect(version1RequestBytes).toBe(201);
  expect(keyIdBytes).toBe(25);
  expect([...requestVersion1]).toEqual([0, 1, 0, 1]);
  expect([...rightPlayOnPc]).toEqual([1, 0, 0, 0]);
});

for (const each of forms)
  test(`every field stands where it has to (${Object.values(each).join(', ')})`, () => {
    const bytes = writeVersion1Request(said, server.publicKey, each);
    expect(bytes).toHaveLength(201);
    expect([...bytes.slice(0, 4)]).toEqual([0, 1, 0, 1]);
    // By hand: one stream of RC4 from pkcert to AppSec.
    const block = decryptBlock(bytes.slice(4, 84), server.privateKey, each['point-order']);
    const clear = rc4(block.slice(0, Number(each['rc4-key-length'])), bytes.slice(84));
    expect(clear.slice(0, 84)).toEqual(said.pkcert);
    expect(clear.slice(168 - 84, 193 - 84)).toEqual(said.keyId);
    expect(clear.slice(193 - 84, 197 - 84)).toEqual(said.rights);
    expect([...clear.slice(197 - 84)]).toEqual(
      each['app-security-encoding'] === 'little-endian' ? [4, 3, 2, 1] : [1, 2, 3, 4],
    );
    expect(openVersion1Request(bytes, server.privateKey, each)).toEqual(said);
  });

test('what was written is read', () => {
  const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
  const request = fc.record({
    pkcert: bytes(84),
    keyId: bytes(25),
    rights: bytes(4),
    appSecurity: fc.integer({ min: 0, max: 0xffffffff }),
  });
  fc.assert(
    fc.property(request, fc.constantFrom(...forms), (each, choices) => {
      const written = writeVersion1Request(each, server.publicKey, choices);
      expect(openVersion1Request(written, server.privateKey, choices)).toEqual(each);
    }),
    { numRuns: 40 },
  );
});

test('in the other byte order AppSec is another number, and all else the same', () => {
  const bytes = writeVersion1Request(said, server.publicKey, form);
  const other = { ...form, 'app-security-encoding': 'big-endian' } as const;
  expect(openVersion1Request(bytes, server.privateKey, other)).toEqual({
    ...said,
    appSecurity: 0x04030201,
  });
});

test('the Version is not looked at', () => {
  const bytes = writeVersion1Request(said, server.publicKey, form);
  for (let bit = 0; bit < 32; bit++)
    expect(openVersion1Request(flippedAt(bytes, bit), server.privateKey, form)).toEqual(said);
});

test('a block of which a bit is another is refused, and behind it the same bit is another', () => {
  const bytes = writeVersion1Request(said, server.publicKey, form);
  for (let bit = 32; bit < 84 * 8; bit++)
    expect(
      () => openVersion1Request(flippedAt(bytes, bit), server.privateKey, form),
      `bit ${bit}`,
    ).toThrow(WmdrmError);
  for (const [at, name] of [
    [84, 'pkcert'],
    [167, 'pkcert'],
    [168, 'keyId'],
    [192, 'keyId'],
    [193, 'rights'],
    [196, 'rights'],
    [197, 'appSecurity'],
    [200, 'appSecurity'],
  ] as const) {
    const opened = openVersion1Request(flippedAt(bytes, 8 * at), server.privateKey, form);
    expect(opened[name], `byte ${at}`).not.toEqual(said[name]);
    expect({ ...opened, [name]: said[name] }, `byte ${at}`).toEqual(said);
  }
});

test('another length is refused', () => {
  const bytes = Uint8Array.of(...writeVersion1Request(said, server.publicKey, form), 0);
  for (const length of [0, 84, 200, 202]) {
    const open = () => openVersion1Request(bytes.subarray(0, length), server.privateKey, form);
    expect(open).toThrow(WmdrmError);
    expect(open).toThrow(`a version 1 request of 201 bytes; it has ${length}.`);
  }
});

test.describe('a KeyID', () => {
  test('is the text, filled up with zeros', () => {
    expect(keyIdOf('')).toEqual(new Uint8Array(25));
    const text = 'AAECAwQFBgcICQoLDA0ODw==';
    expect(Buffer.from(keyIdOf(text)).toString('latin1')).toBe(`${text}\0`);
    expect(Buffer.from(keyIdOf('k'.repeat(25))).toString('latin1')).toBe('k'.repeat(25));
  });

  test('of more than 25 bytes is refused', () => {
    const make = () => keyIdOf('k'.repeat(26));
    expect(make).toThrow(WmdrmError);
    expect(make).toThrow('at most 25 bytes; it has 26');
  });
});
