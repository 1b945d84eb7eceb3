/** Names of the attributes that are read or written here ([MS-NLMP] 2.2.2.1). */
export const avId = {
  endOfList: 0,
  flags: 6,
  timestamp: 7,
  targetName: 9,
  channelBindings: 10,
} as const;

/** The bit of the flags attribute that says that the message carries a MIC. */
export const micProvided = 0x2;

/** One attribute of the server or the client. */
export interface AvPair {
  readonly id: number;
  readonly value: Buffer;
}

/**
 * Reads a list of attributes: identifier and length in bytes, both 16 bits little-endian, and the
 * value, up to the one that ends the list. Undefined when it does not end within the bytes.
 */
export function readAvPairs(bytes: Buffer): readonly AvPair[] | undefined {
  const pairs: AvPair[] = [];
  let offset = 0;
  while (offset + 4 <= bytes.length) {
    const id = bytes.readUInt16LE(offset);
    const end = offset + 4 + bytes.readUInt16LE(offset + 2);
    if (id === avId.endOfList) return pairs;
    if (end > bytes.length) return undefined;
    pairs.push({ id, value: bytes.subarray(offset + 4, end) });
    offset = end;
  }
  return undefined;
}

/** The list as it is sent, with its end. */
export function writeAvPairs(pairs: readonly AvPair[]): Buffer {
  const parts = [...pairs, { id: avId.endOfList, value: Buffer.alloc(0) }].map(({ id, value }) => {
    const head = Buffer.alloc(4);
    head.writeUInt16LE(id, 0);
    head.writeUInt16LE(value.length, 2);
    return Buffer.concat([head, value]);
  });
  return Buffer.concat(parts);
}
