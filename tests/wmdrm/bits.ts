/** The same bytes with one bit turned; bit 0 is the lowest of the first byte. */
export function flippedAt(bytes: Uint8Array, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
}

/** The numbers of all bits of these bytes. */
export function bitsOf(bytes: Uint8Array): readonly number[] {
  return Array.from({ length: 8 * bytes.length }, (_, bit) => bit);
}

/** Bytes that count up, so that each can be told from its neighbours. */
export function counted(length: number, from = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => from + index);
}
