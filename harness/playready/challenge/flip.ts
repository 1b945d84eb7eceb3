/** Changes one bit of the byte that `at` gives for a number of bytes. */
export function flip(at: (length: number) => number): (bytes: Uint8Array) => void {
  return bytes => {
    const index = at(bytes.length);
    bytes[index] = (bytes[index] ?? 0) ^ 0x01;
  };
}

export const flipFirst = flip(() => 0);
export const flipMiddle = flip(length => length >> 1);
export const flipLast = flip(length => length - 1);

/** Another letter for a letter or digit. */
export function anotherLetter(letter: string): string {
  return letter === 'x' ? 'y' : 'x';
}
