import { decodeXml } from '../../xml/decode.ts';
import { XmlRefusal } from '../../xml/refusal.ts';
import { PlayReadyError } from '../error.ts';

/** The largest header that is read, in bytes: a record holds no more. */
export const maxHeaderBytes = 0xffff;

/** The text of a header, and how it was encoded. */
export interface HeaderText {
  readonly text: string;
  /** `utf-16le` is what a PlayReady Object holds; a challenge holds a header in its own encoding. */
  readonly encoding: 'utf-16le' | 'utf-16be' | 'utf-8';
  /** Whether a byte order mark stands before it, or zeros behind it, which were left out. */
  readonly mark: boolean;
  readonly padding: boolean;
}

/**
 * Decodes the text of a header: UTF-16 with or without byte order mark, or UTF-8 (PlayReady-facts 5.1).
 *
 * @throws PlayReadyError, and nothing else, for whatever the bytes are
 */
export function headerText(bytes: Uint8Array): HeaderText {
  if (bytes.length > maxHeaderBytes)
    throw new PlayReadyError(
      `Expected a header of at most ${maxHeaderBytes} bytes; found ${bytes.length}.`,
    );
  const [first, second] = bytes;
  const mark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const mark8 = first === 0xef && second === 0xbb && bytes[2] === 0xbf;
  const encoding =
    (first === 0xff && second === 0xfe) || second === 0
      ? 'utf-16le'
      : mark || first === 0
        ? 'utf-16be'
        : 'utf-8';
  const whole = decoded(bytes);
  const text = whole.replace(/\0+$/, '');
  return { text, encoding, mark: mark || mark8, padding: text !== whole };
}

function decoded(bytes: Uint8Array): string {
  try {
    return decodeXml(bytes).text;
  } catch (error) {
    throw notReadable(error);
  }
}

/** What libxml2 or the decoder refused, as a complaint about the header. */
export function notReadable(error: unknown): unknown {
  return error instanceof XmlRefusal
    ? new PlayReadyError(`Expected a WRMHEADER that can be read. ${error.message}`)
    : error;
}
