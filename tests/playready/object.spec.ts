import { expect, test } from '@playwright/test';
import { PlayReadyError } from '../../harness/playready/error.ts';
import {
  maxObjectBytes,
  readPlayReadyObject,
  recordTypes,
  writePlayReadyObject,
} from '../../harness/playready/object.ts';
import { fc } from '../fast-check.ts';
import { refuses } from './thrown.ts';
import { fromBase64, vectors } from './vectors.ts';

const published = fromBase64(vectors.headerSpecification.object);

test('the published object has one record with a header', () => {
  expect(published).toHaveLength(860);
  const records = readPlayReadyObject(published);
  expect(records.map(({ type, value }) => [type, value.length])).toEqual([[1, 850]]);
  expect(Buffer.from(records[0]?.value ?? []).toString('utf16le')).toMatch(/^<WRMHEADER .*>$/);
  expect(writePlayReadyObject(records)).toEqual(published);
});

test('the object of pssh-tools is read and written again', () => {
  const bytes = fromBase64(vectors.psshTools.object);
  const records = readPlayReadyObject(bytes);
  expect(records.map(({ type }) => type)).toEqual([recordTypes.header]);
  expect(writePlayReadyObject(records)).toEqual(bytes);
});

const record = fc.record({
  type: fc.integer({ min: 0, max: 0xffff }),
  value: fc.uint8Array({ maxLength: 300 }),
});

test('what is written is read', () => {
  fc.assert(
    fc.property(fc.array(record, { maxLength: 8 }), records => {
      expect(readPlayReadyObject(writePlayReadyObject(records))).toEqual(records);
    }),
  );
});

test('records are copies, wherever the object lay', () => {
  const around = new Uint8Array([9, 9, ...published, 9]);
  const [first] = readPlayReadyObject(around.subarray(2, -1));
  around.fill(0);
  expect(first?.value[0]).toBe(0x3c);
});

for (const [what, bytes, says] of [
  ['nothing', [], 'at least 6 bytes; found 0'],
  ['a length of more', [7, 0, 0, 0, 0, 0], 'counts its 6 bytes; it says 7'],
  ['a length of less', [6, 0, 0, 0, 0, 0, 0], 'counts its 7 bytes; it says 6'],
  ['a record that is not there', [6, 0, 0, 0, 1, 0], 'record 1 does not fit into the last 0'],
  [
    'a record beyond the end',
    [11, 0, 0, 0, 1, 0, 1, 0, 2, 0, 0],
    'within its 1 bytes; it says that it has 2',
  ],
  ['bytes behind the records', [8, 0, 0, 0, 0, 0, 1, 1], 'with its 0 records; 2 bytes follow'],
] as const)
  test(`refused: ${what}`, () => {
    const read = () => readPlayReadyObject(Uint8Array.from(bytes));
    expect(read).toThrow(PlayReadyError);
    expect(read).toThrow(says);
  });

test('what is too large is refused, read and written', () => {
  expect(() => readPlayReadyObject(new Uint8Array(maxObjectBytes + 1))).toThrow(PlayReadyError);
  const value = new Uint8Array(0x10000);
  expect(() => writePlayReadyObject([{ type: 1, value }])).toThrow(PlayReadyError);
  expect(() => writePlayReadyObject([{ type: 0x10000, value: new Uint8Array(1) }])).toThrow(
    PlayReadyError,
  );
  const records = Array.from({ length: 17 }, () => ({ type: 3, value: new Uint8Array(0xffff) }));
  expect(() => writePlayReadyObject(records)).toThrow(PlayReadyError);
});

test('a changed, cut or arbitrary object is read or refused, and nothing else', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.uint8Array({ maxLength: 64 }),
        fc
          .tuple(fc.nat(published.length - 1), fc.nat(255))
          .map(([at, byte]) => published.with(at, byte)),
        fc.nat(published.length).map(length => published.subarray(0, length)),
      ),
      bytes => {
        refuses(() => readPlayReadyObject(bytes));
      },
    ),
  );
});
