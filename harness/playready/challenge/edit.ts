import { decodeBase64, encodeBase64 } from '../../base64.ts';
import type { Markup, Stretch } from '../markup.ts';

/** One stretch of a message and what stands there instead, one character per byte. */
export interface Edit extends Stretch {
  readonly text: string;
}

/** Applies edits that do not overlap; every other byte stays. */
export function applyEdits(bytes: Uint8Array, edits: readonly Edit[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, end, text } of edits.toSorted((one, other) => one.start - other.start)) {
    parts.push(bytes.subarray(at, start), Buffer.from(text, 'latin1'));
    at = end;
  }
  return new Uint8Array(Buffer.concat([...parts, bytes.subarray(at)]));
}

/** The whole of an element, taken out. */
export function removal({ start, end }: Stretch): Edit {
  return { start, end, text: '' };
}

/**
 * The base64 in a stretch with other bytes behind it, of the same length. Only characters that differ
 * are exchanged, so that line ends within it stay. Undefined for what is no base64, or stays the same.
 */
export function changeBase64(
  text: string,
  { start, end }: Stretch,
  change: (bytes: Uint8Array) => void,
): Edit | undefined {
  const written = text.slice(start, end);
  const bytes = decodeBase64(written);
  if (bytes === undefined || bytes.length === 0) return undefined;
  change(bytes);
  const wanted = encodeBase64(bytes);
  let at = 0;
  const replaced = written.replace(/[^ \t\r\n]/g, () => wanted[at++] ?? '');
  return difference(written, replaced, start);
}

/** The base64 in a stretch, written anew with bytes of any number. */
export function replaceBase64(
  text: string,
  { start, end }: Stretch,
  make: (bytes: Uint8Array) => Uint8Array,
): Edit | undefined {
  const bytes = decodeBase64(text.slice(start, end));
  if (bytes === undefined || bytes.length === 0) return undefined;
  return difference(text.slice(start, end), encodeBase64(make(bytes)), start);
}

/** The first match in a stretch, replaced. Undefined when there is none, or it stays the same. */
export function changeText(
  text: string,
  { start, end }: Stretch,
  pattern: RegExp,
  replace: (match: string) => string,
): Edit | undefined {
  const written = text.slice(start, end);
  const match = pattern.exec(written);
  if (match === null) return undefined;
  const changed =
    written.slice(0, match.index) +
    replace(match[0]) +
    written.slice(match.index + match[0].length);
  return difference(written, changed, start);
}

/** What stands between an element's tags. */
export function contentOf({ contentStart: start, contentEnd: end }: Markup): Stretch {
  return { start, end };
}

/** The smallest edit that makes one text of the other. */
function difference(written: string, wanted: string, offset: number): Edit | undefined {
  if (written === wanted) return undefined;
  const shorter = Math.min(written.length, wanted.length);
  let before = 0;
  while (before < shorter && written[before] === wanted[before]) before += 1;
  let behind = 0;
  while (behind < shorter - before && written.at(-1 - behind) === wanted.at(-1 - behind))
    behind += 1;
  return {
    start: offset + before,
    end: offset + written.length - behind,
    text: wanted.slice(before, wanted.length - behind),
  };
}
