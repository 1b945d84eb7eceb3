import { PlayReadyError } from './error.ts';

/** An object of a certificate or a license: u16 flags, u16 type, u32 length, body; big-endian. */
export interface BinaryObject {
  readonly flags: number;
  readonly type: number;
  /** Where the object's header begins, counted from the beginning of all bytes. */
  readonly start: number;
  readonly body: Uint8Array;
}

/** Bytes of an object's header. */
export const headerLength = 8;

/** No certificate chain and no license comes near it: 1 MiB. */
export const maxBytes = 1 << 20;

/**
 * Reads the objects that fill bytes exactly from `start` to `end` (PlayReady-facts 1.5, 6). What type an
 * object has is never a reason to refuse it.
 *
 * @throws PlayReadyError for an object whose length is below its header's or beyond the end
 */
export function readObjects(bytes: Uint8Array, start: number, end: number): BinaryObject[] {
  const view = viewOf(bytes);
  const objects: BinaryObject[] = [];
  for (let at = start; at < end;) {
    const length = end - at < headerLength ? 0 : view.getUint32(at + 4);
    if (length < headerLength || length > end - at)
      throw new PlayReadyError(
        `Expected an object of ${headerLength} to ${end - at} bytes at offset ${at}; ${end - at < headerLength ? 'there is no room for one' : `it says ${length}`}.`,
      );
    objects.push({
      flags: view.getUint16(at),
      type: view.getUint16(at + 2),
      start: at,
      body: bytes.subarray(at + headerLength, at + length),
    });
    at += length;
  }
  return objects;
}

/** For reading integers, which PlayReady writes big-endian in certificates and licenses. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** Whether `part` occurs in the bytes as it is. */
export function includesBytes(bytes: Uint8Array, part: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(part));
}
