import { expect, test } from '@playwright/test';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import {
  headBytes,
  isRevInfo,
  mostRecords,
  readRevInfo,
  recordBytes,
  withOlderLists,
  withRiv,
  writeRevInfo,
} from '../../harness/wmdrm/rev-info.ts';
import { fc } from '../fast-check.ts';
import { counted } from './bits.ts';

const lists = [
  { list: counted(16, 0x10), version: 0x0102030405060708n },
  { list: counted(16, 0x80), version: 0n },
];
const bytes = writeRevInfo({ riv: 0x0a0b0c0d, records: lists });

/** A REV_INFO by hand, with what is stated of its records. */
function withCount(count: number, records = 0): Uint8Array {
  const made = Buffer.alloc(28 + 24 * records + 129 + 4);
  made.write('RLVI', 'latin1');
  made.writeUInt32LE(count, 24);
  return made;
}

test.describe('what is written', () => {
  test('begins with a head of 28 bytes: RLVI, length, 1, dwRIV at 12, time, records', () => {
    const view = Buffer.from(bytes);
    expect([headBytes, recordBytes, mostRecords]).toEqual([28, 24, 10]);
    expect(view.toString('latin1', 0, 4)).toBe('RLVI');
    expect(view.readUInt32LE(4)).toBe(28 + 2 * 24);
    expect([...bytes.slice(8, 12)]).toEqual([1, 0, 0, 0]);
    expect([...bytes.slice(12, 16)]).toEqual([0x0d, 0x0c, 0x0b, 0x0a]);
    expect([...bytes.slice(24, 28)]).toEqual([2, 0, 0, 0]);
  });

  test('tells when: FILETIME, of this moment', () => {
    const before = Date.now();
    const written = Buffer.from(writeRevInfo({ riv: 1 })).readBigUInt64LE(16);
    // 369 years from 1601 to 1970, 89 of them with a leap day.
    const days = 369 * 365 + 89;
    const milliseconds = Number(written / 10_000n) - days * 86_400_000;
    expect(milliseconds).toBeGreaterThanOrEqual(before);
    expect(milliseconds).toBeLessThanOrEqual(Date.now());
  });

  test('goes on with records of 24 bytes: the list, and its version', () => {
    expect(bytes.slice(28, 44)).toEqual(lists[0]?.list);
    expect([...bytes.slice(44, 52)]).toEqual([8, 7, 6, 5, 4, 3, 2, 1]);
    expect(bytes.slice(52, 68)).toEqual(lists[1]?.list);
    expect([...bytes.slice(68, 76)]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('ends with a signature of 128 bytes over all before it, and the chain', () => {
    let signed = new Uint8Array();
    const made = writeRevInfo({
      riv: 3,
      records: lists,
      sign: content => {
        signed = Uint8Array.from(content);
        return counted(128);
      },
      certificates: counted(300),
    });
    expect(signed).toEqual(made.slice(0, 76));
    expect(Buffer.from(made).readUInt32LE(4)).toBe(signed.length);
    expect(made[76]).toBe(2);
    expect(made.slice(77, 205)).toEqual(counted(128));
    expect([...made.slice(205, 209)]).toEqual([0x2c, 1, 0, 0]);
    expect(made.slice(209)).toEqual(counted(300));
  });

  test('has a signature of zeros and no chain unless they are given', () => {
    expect(bytes).toHaveLength(76 + 1 + 128 + 4);
    expect(bytes.slice(77).some(byte => byte !== 0)).toBe(false);
  });
});

test('what is written is read', () => {
  const record = fc.record({
    list: fc.uint8Array({ minLength: 16, maxLength: 16 }),
    version: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 0xffffffff }),
      fc.array(record, { maxLength: 10 }),
      fc.uint8Array({ maxLength: 40 }),
      (riv, records, certificates) => {
        const made = writeRevInfo({ riv, records, certificates });
        expect(isRevInfo(made)).toBe(true);
        expect(readRevInfo(made)).toEqual({
          length: 28 + 24 * records.length,
          formatVersion: 1,
          riv,
          recordCount: records.length,
          records,
          signatureType: 2,
        });
      },
    ),
  );
});

test.describe('what is none', () => {
  for (const [what, none] of [
    ['nothing', new Uint8Array()],
    ['RLVI alone', Buffer.from('RLVI')],
    ['a head that ends early', bytes.subarray(0, 27)],
    ['another identification', Uint8Array.of(0x49, ...bytes.subarray(1))],
    ['one that is turned around', Buffer.from(`IVLR${'\0'.repeat(40)}`, 'latin1')],
  ] as const)
    test(what, () => {
      expect(isRevInfo(none)).toBe(false);
      for (const use of [readRevInfo, withOlderLists, (each: Uint8Array) => withRiv(each, 1)]) {
        expect(() => use(none)).toThrow(WmdrmError);
        expect(() => use(none)).toThrow(`the ${none.length} bytes are none`);
      }
    });

  for (const [count, records] of [
    [1, -1],
    [0xffffffff, 0],
    [0x80000000, 0],
    // 24 times this is 8 more than 2 to the 32nd.
    [0x0aaaaaab, 0],
    [11, 11],
    [10, 4],
  ] as const)
    test(`one that states ${count} records and has room for ${Math.max(0, records)}`, () => {
      const made = withCount(count, Math.max(0, records)).subarray(
        0,
        28 + 24 * Math.max(0, records),
      );
      expect(() => readRevInfo(made)).toThrow(WmdrmError);
      expect(() => readRevInfo(made)).toThrow(`it states ${count} in ${made.length} bytes`);
    });
});

test('ten records are read, and so are none', () => {
  expect(readRevInfo(withCount(10, 10)).records).toHaveLength(10);
  expect(readRevInfo(withCount(0)).records).toEqual([]);
});

test('one that ends behind its records has no signature', () => {
  expect(readRevInfo(bytes.subarray(0, 76)).signatureType).toBeUndefined();
  expect(readRevInfo(bytes.subarray(0, 77)).signatureType).toBe(2);
});

test('numbers are told as they stand', () => {
  const odd = Buffer.from(bytes);
  odd.writeUInt32LE(0xfffffffe, 4);
  odd[8] = 9;
  odd[76] = 7;
  expect(readRevInfo(odd)).toMatchObject({
    length: 0xfffffffe,
    formatVersion: 9,
    signatureType: 7,
  });
});

test('another dwRIV is four other bytes', () => {
  const before = Uint8Array.from(bytes);
  const changed = withRiv(bytes, 0xfffffffe);
  expect([...changed.slice(12, 16)]).toEqual([0xfe, 0xff, 0xff, 0xff]);
  expect(changed.slice(0, 12)).toEqual(bytes.slice(0, 12));
  expect(changed.slice(16)).toEqual(bytes.slice(16));
  expect(readRevInfo(changed).riv).toBe(0xfffffffe);
  expect(bytes).toEqual(before);
});

test.describe('older lists', () => {
  test('are one lower each, where they are not 0, and all else stays', () => {
    const before = Uint8Array.from(bytes);
    const older = withOlderLists(bytes);
    if (older === undefined) throw new Error('One of its lists has an older version.');
    expect(readRevInfo(older)).toEqual({
      ...readRevInfo(bytes),
      records: [{ list: lists[0]?.list, version: 0x0102030405060707n }, lists[1]],
    });
    expect(older.slice(76)).toEqual(bytes.slice(76));
    expect(older.slice(12, 24)).toEqual(bytes.slice(12, 24));
    expect(bytes).toEqual(before);
  });

  test('borrow from the next byte', () => {
    const records = [{ list: counted(16), version: 2n ** 32n }];
    const older = withOlderLists(writeRevInfo({ riv: 1, records }));
    expect(older && readRevInfo(older).records[0]?.version).toBe(2n ** 32n - 1n);
  });

  test('are none where there is nothing to lower', () => {
    expect(withOlderLists(writeRevInfo({ riv: 5 }))).toBeUndefined();
    const zeros = [{ list: counted(16), version: 0n }];
    expect(withOlderLists(writeRevInfo({ riv: 5, records: zeros }))).toBeUndefined();
  });
});
