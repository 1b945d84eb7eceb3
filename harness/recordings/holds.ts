import { secretPattern, secretTextPattern } from '../report/secret-pattern.ts';
import { partsOf } from './secret-values.ts';

/** Whether one of the texts holds a removed value, or a part of it, in whatever spelling. */
export function holds(texts: readonly string[], value: string): boolean {
  return partsOf(value).some(part => {
    const wide = Buffer.from(part, 'utf16le');
    const patterns = [
      secretTextPattern(part),
      ...[Buffer.from(part), wide, Buffer.from(wide).swap16()].map(secretPattern),
    ];
    return texts.some(text => patterns.some(pattern => text.search(pattern) >= 0));
  });
}
