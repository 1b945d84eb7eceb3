/** The bytes with one of them changed. */
export function changedAt(bytes: Uint8Array, index: number): Uint8Array {
  return bytes.with(index, (bytes[index] ?? 0) ^ 1);
}

/** The certificates of a chain of ours, whole, the leaf first (PlayReady-facts 1.5). */
export function certificatesOf(chain: Uint8Array): readonly Uint8Array[] {
  const bytes = Buffer.from(chain);
  const certificates: Uint8Array[] = [];
  for (let at = 20; at < bytes.length; at += certificates.at(-1)?.length ?? bytes.length)
    certificates.push(new Uint8Array(bytes.subarray(at, at + bytes.readUInt32BE(at + 8))));
  return certificates;
}
