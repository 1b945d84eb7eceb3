/**
 * Encrypts, or decrypts, with RC4 from the beginning of its stream ([RC4-ENCRYPT], MS-DRM 1.3.1).
 *
 * @param key - 1 to 256 bytes
 * @throws RangeError for a key of another length
 */
export function rc4(key: Uint8Array, bytes: Uint8Array): Uint8Array {
  if (key.length < 1 || key.length > 256)
    throw new RangeError(`Expected an RC4 key of 1 to 256 bytes; it has ${key.length}.`);
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  const swap = (left: number, right: number): void => {
    [state[left], state[right]] = [at(state, right), at(state, left)];
  };
  for (let i = 0, j = 0; i < 256; i++) {
    j = (j + at(state, i) + at(key, i % key.length)) & 0xff;
    swap(i, j);
  }
  let i = 0;
  let j = 0;
  return bytes.map(byte => {
    i = (i + 1) & 0xff;
    j = (j + at(state, i)) & 0xff;
    swap(i, j);
    return byte ^ at(state, (at(state, i) + at(state, j)) & 0xff);
  });
}

function at(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
