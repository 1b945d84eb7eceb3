import type { CapturedBody } from './captured.ts';

/** What is known of the bytes that a tool wrote down as a text. */
export interface TextFacts {
  /** How many there may have been; none where nobody says. */
  readonly lengths: readonly number[];
  /** The charset parameter of the media type. */
  readonly charset?: string;
}

const replacement = '\ufffd';
const utf16Mark = Buffer.from([0xff, 0xfe]);
const utf8Mark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The bytes behind a text. Tools decode bodies as they see fit: as UTF-8, as ISO-8859-1, by the charset
 * of the media type, or (mitmproxy) as UTF-8 with a surrogate for each byte that is none. The first of
 * these whose number of bytes is right is taken. A byte that was replaced by U+FFFD is lost, but for
 * the mark before UTF-16.
 *
 * @returns `exact: false` with UTF-8 where no reading has the right length, or none can be told
 */
export function bytesOfText(text: string, { lengths, charset = '' }: TextFacts): CapturedBody {
  const utf8 = Buffer.from(text, 'utf8');
  if (text.includes(replacement)) {
    const marked = withMark(text);
    const known = marked !== undefined && lengths.includes(marked.length);
    return known ? { bytes: marked, exact: true } : { bytes: utf8, exact: false };
  }
  if (/[\ud800-\udfff]/.test(text) && !isWellFormed(text)) {
    const bytes = withSurrogates(text);
    const exact = bytes !== undefined && (lengths.length === 0 || lengths.includes(bytes.length));
    return { bytes: bytes ?? utf8, exact };
  }
  if (lengths.length === 0) return { bytes: utf8, exact: isSurely8Bit(text, charset) };
  const found = candidates(text, utf8).find(({ length }) => lengths.includes(length));
  return { bytes: found ?? utf8, exact: found !== undefined };
}

function candidates(text: string, utf8: Buffer): readonly Buffer[] {
  const wide = Buffer.from(text, 'utf16le');
  const narrow = /^[\0-\xff]*$/.test(text) ? [Buffer.from(text, 'latin1')] : [];
  return [utf8, ...narrow, Buffer.concat([utf8Mark, utf8]), wide, Buffer.concat([utf16Mark, wide])];
}

/** UTF-16LE that was read byte by byte: its mark is no UTF-8, the ASCII in it is. */
function withMark(text: string): Buffer | undefined {
  if (!/^\ufffd\ufffd(?:[\x01-\x7f]\0)+$/.test(text)) return undefined;
  return Buffer.concat([utf16Mark, Buffer.from(text.slice(2), 'latin1')]);
}

/** Python's surrogateescape: U+DC80 to U+DCFF for a byte that is no UTF-8. */
function withSurrogates(text: string): Buffer | undefined {
  const parts: Buffer[] = [];
  for (const [part] of text.matchAll(/[\udc80-\udcff]|[^\udc80-\udcff]+|[^]/gu)) {
    const unit = part.charCodeAt(0);
    if (part.length === 1 && unit >= 0xdc80 && unit <= 0xdcff)
      parts.push(Buffer.from([unit - 0xdc00]));
    else if (isWellFormed(part)) parts.push(Buffer.from(part, 'utf8'));
    else return undefined;
  }
  return Buffer.concat(parts);
}

function isWellFormed(text: string): boolean {
  return !/[\ud800-\udfff]/u.test(text);
}

/** Without a length there is the media type alone to go by. */
function isSurely8Bit(text: string, charset: string): boolean {
  if (/^utf-?16/i.test(charset)) return false;
  return /^utf-?8$/i.test(charset) || /^[\0-\x7f]*$/.test(text);
}
