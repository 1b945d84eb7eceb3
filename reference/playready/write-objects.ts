import type { BinaryObject } from '../../harness/playready/binary-objects.ts';

/** An object to be written: what `readObjects` will read, without its place. */
export type ObjectContent = Omit<BinaryObject, 'start'>;

/** Writes one object: u16 flags, u16 type, u32 length with the header, body (PlayReady-facts 1.5, 6). */
export function writeObject({ flags, type, body }: ObjectContent): Uint8Array {
  const header = Buffer.alloc(8);
  header.writeUInt16BE(flags, 0);
  header.writeUInt16BE(type, 2);
  header.writeUInt32BE(header.length + body.length, 4);
  return joinBytes(header, body);
}

/** A u32, big-endian, as in certificates and licenses. */
export function u32(value: number): Uint8Array {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return new Uint8Array(bytes);
}

export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
