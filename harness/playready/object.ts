import { PlayReadyError } from './error.ts';

/** Record types that are documented (PlayReady-facts 5.1); others are kept as numbers. */
export const recordTypes = { header: 1, reserved: 2, embeddedLicenseStore: 3 } as const;

/** What a PlayReady Object should not exceed, in bytes (PlayReady-facts 5.1). */
export const recommendedObjectBytes = 15 * 1024;

/** The largest object that is read or written, in bytes: far above any, far below what costs memory. */
export const maxObjectBytes = 1 << 20;

/** A record: its type as it stands, and its value. */
export interface ObjectRecord {
  readonly type: number;
  readonly value: Uint8Array;
}

const objectHead = 6;
const recordHead = 4;

/**
 * Reads a PlayReady Object (PlayReady-facts 5.1; all numbers little-endian). The length it states has
 * to be the bytes there are, and its records have to fill it exactly; which types the records have is
 * left to the caller.
 *
 * @returns the records, in order
 * @throws PlayReadyError, and nothing else, for whatever the bytes are
 */
export function readPlayReadyObject(bytes: Uint8Array): readonly ObjectRecord[] {
  if (bytes.length < objectHead)
    throw new PlayReadyError(
      `Expected a PlayReady Object, which has at least ${objectHead} bytes; found ${bytes.length}.`,
    );
  if (bytes.length > maxObjectBytes)
    throw new PlayReadyError(
      `Expected a PlayReady Object of at most ${maxObjectBytes} bytes; found ${bytes.length}.`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getUint32(0, true);
  if (length !== bytes.length)
    throw new PlayReadyError(
      `Expected a PlayReady Object whose length field counts its ${bytes.length} bytes; it says ${length}.`,
    );
  return readRecords(view, view.getUint16(4, true));
}

function readRecords(view: DataView, count: number): readonly ObjectRecord[] {
  const records: ObjectRecord[] = [];
  let at = objectHead;
  for (let index = 1; index <= count; index += 1) {
    const left = view.byteLength - at;
    if (left < recordHead)
      throw new PlayReadyError(
        `Expected ${count} records in the PlayReady Object; record ${index} does not fit into the last ${left} bytes.`,
      );
    const length = view.getUint16(at + 2, true);
    if (length > left - recordHead)
      throw new PlayReadyError(
        `Expected record ${index} of the PlayReady Object within its ${left - recordHead} bytes; it says that it has ${length}.`,
      );
    const start = view.byteOffset + at + recordHead;
    records.push({
      type: view.getUint16(at, true),
      value: new Uint8Array(view.buffer.slice(start, start + length)),
    });
    at += recordHead + length;
  }
  if (at !== view.byteLength)
    throw new PlayReadyError(
      `Expected the PlayReady Object to end with its ${count} records; ${view.byteLength - at} bytes follow.`,
    );
  return records;
}

/**
 * Writes a PlayReady Object (PlayReady-facts 5.1).
 *
 * @throws PlayReadyError when a number does not fit its field, or the object would exceed a megabyte
 */
export function writePlayReadyObject(records: readonly ObjectRecord[]): Uint8Array {
  const length = records.reduce((sum, { value }) => sum + recordHead + value.length, objectHead);
  if (records.length > 0xffff || length > maxObjectBytes)
    throw new PlayReadyError(
      `Expected at most 65535 records in ${maxObjectBytes} bytes; there are ${records.length} in ${length}.`,
    );
  const bytes = new Uint8Array(length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, length, true);
  view.setUint16(4, records.length, true);
  let at = objectHead;
  for (const { type, value } of records) {
    if (!Number.isInteger(type) || type < 0 || type > 0xffff || value.length > 0xffff)
      throw new PlayReadyError(
        `Expected a record of a 16-bit type with at most 65535 bytes; found type ${type} with ${value.length}.`,
      );
    view.setUint16(at, type, true);
    view.setUint16(at + 2, value.length, true);
    bytes.set(value, at + recordHead);
    at += recordHead + value.length;
  }
  return bytes;
}
