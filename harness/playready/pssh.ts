import { PlayReadyError } from './error.ts';
import { guidOfKid, kidBytes, swapGuid } from './kid.ts';
import { maxObjectBytes } from './object.ts';

/** The SystemID of PlayReady, as GUID text (PlayReady-facts 5.2). */
export const playReadySystemId = '9a04f079-9840-4286-ab92-e65be0885f95';

/** The SystemID as it stands in a box: big-endian (PlayReady-facts 5.2). */
const systemIdBytes = Buffer.from(playReadySystemId.replaceAll('-', ''), 'hex');

/** A Protection System Specific Header box (ISO/IEC 23001-7 section 8.1; PlayReady-facts 5.2). */
export interface PsshBox {
  /** 0, or 1 with a list of KIDs. */
  readonly version: number;
  /** GUID text of the protection system, lower-case. */
  readonly systemId: string;
  /** The KIDs of a version 1 box, turned into header form. */
  readonly kids: readonly Uint8Array[];
  /** For PlayReady, a PlayReady Object. */
  readonly data: Uint8Array;
}

const type = 0x70737368;

/** Whether the bytes begin like a `pssh` box. */
export function startsPssh(bytes: Uint8Array): boolean {
  return bytes.length >= 8 && viewOf(bytes).getUint32(4) === type;
}

/**
 * Reads `pssh` boxes that stand one after the other, as EME's initialization data has them, up to the
 * end of the bytes (PlayReady-facts 5.2; all numbers big-endian). A size of 0 reaches to the end.
 *
 * @throws PlayReadyError, and nothing else, for whatever the bytes are
 */
export function readPsshBoxes(bytes: Uint8Array): readonly PsshBox[] {
  if (bytes.length > maxObjectBytes)
    throw new PlayReadyError(
      `Expected pssh boxes of at most ${maxObjectBytes} bytes; found ${bytes.length}.`,
    );
  const boxes: PsshBox[] = [];
  for (let at = 0; at < bytes.length || boxes.length === 0;) {
    const rest = bytes.subarray(at);
    const size = sizeOf(rest, at);
    boxes.push(readBox(rest.subarray(0, size), at));
    at += size;
  }
  return boxes;
}

function sizeOf(rest: Uint8Array, at: number): number {
  if (!startsPssh(rest)) throw new PlayReadyError(`Expected a pssh box at byte ${at}; found none.`);
  const stated = viewOf(rest).getUint32(0);
  const size = stated === 0 ? rest.length : stated;
  if (size < 8 || size > rest.length)
    throw new PlayReadyError(
      `Expected the pssh box at byte ${at} within its ${rest.length} bytes; its size says ${stated}.`,
    );
  return size;
}

function readBox(box: Uint8Array, start: number): PsshBox {
  const view = viewOf(box);
  let at = 8;
  const take = (count: number, what: string): number => {
    const from = at;
    if (count > box.length - at)
      throw new PlayReadyError(
        `Expected ${what} (${count} bytes) in the pssh box at byte ${start}; ${box.length - at} bytes are left.`,
      );
    at += count;
    return from;
  };
  const version = view.getUint8(take(4, 'version and flags'));
  if (version > 1)
    throw new PlayReadyError(`Expected a pssh box of version 0 or 1; found ${version}.`);
  const system = take(16, 'the SystemID');
  const systemId = guidOfKid(swapGuid(box.subarray(system, at)));
  const kids: Uint8Array[] = [];
  if (version === 1) {
    const count = view.getUint32(take(4, 'the number of KIDs'));
    const list = take(count * kidBytes, `${count} KIDs`);
    for (let kid = list; kid < at; kid += kidBytes)
      kids.push(swapGuid(box.subarray(kid, kid + kidBytes)));
  }
  const length = view.getUint32(take(4, 'the size of the data'));
  const from = take(length, 'the data');
  if (at !== box.length)
    throw new PlayReadyError(
      `Expected the pssh box at byte ${start} to end with its data; ${box.length - at} bytes follow.`,
    );
  return { version, systemId, kids, data: box.slice(from, at) };
}

/**
 * Writes a PlayReady `pssh` box around a PlayReady Object (PlayReady-facts 5.2). With `kids`, in header
 * form, the box is of version 1 and lists them; players build version 0.
 *
 * @throws PlayReadyError when a KID has not 16 bytes
 */
export function writePssh(playReadyObject: Uint8Array, kids?: readonly Uint8Array[]): Uint8Array {
  const list = kids === undefined ? [] : [uint32(kids.length), ...kids.map(swapGuid)];
  const content = Buffer.concat([
    uint32(type),
    Uint8Array.of(kids === undefined ? 0 : 1, 0, 0, 0),
    systemIdBytes,
    ...list,
    uint32(playReadyObject.length),
    playReadyObject,
  ]);
  return new Uint8Array(Buffer.concat([uint32(content.length + 4), content]));
}

function uint32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
