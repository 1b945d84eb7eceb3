import { decodeBase64 } from '../../base64.ts';
import { PlayReadyError } from '../error.ts';
import { maxObjectBytes, readPlayReadyObject, type ObjectRecord } from '../object.ts';
import { playReadySystemId, readPsshBoxes, startsPssh, type PsshBox } from '../pssh.ts';

/** In what a header was found. */
export interface HeaderSource {
  readonly form: 'pssh' | 'object' | 'header';
  /** The PlayReady boxes; other systems' are left out. */
  readonly boxes: readonly PsshBox[];
  /** The records of each PlayReady Object; none of a header by itself. */
  readonly objects: readonly (readonly ObjectRecord[])[];
  /** A header by itself, in UTF-16 or UTF-8. */
  readonly header?: Uint8Array;
}

/**
 * Finds out what holds a PlayReady Header, and reads it so far: `pssh` boxes, a PlayReady Object, a bare
 * WRMHEADER, or base64 or hexadecimal text of one of these (PlayReady-facts 5.1, 5.2).
 *
 * @throws PlayReadyError when it is none of these
 */
export function readHeaderSource(bytes: Uint8Array): HeaderSource {
  if (bytes.length > 4 * maxObjectBytes)
    throw new PlayReadyError(
      `Expected a header, an object or a box of at most ${maxObjectBytes} bytes; found ${bytes.length}.`,
    );
  return readBinary(decodedText(bytes) ?? bytes);
}

function readBinary(bytes: Uint8Array): HeaderSource {
  if (startsPssh(bytes)) {
    const boxes = readPsshBoxes(bytes).filter(({ systemId }) => systemId === playReadySystemId);
    if (boxes.length === 0)
      throw new PlayReadyError(
        `Expected a pssh box with the SystemID ${playReadySystemId}; found those of other systems only.`,
      );
    return { form: 'pssh', boxes, objects: boxes.map(({ data }) => readPlayReadyObject(data)) };
  }
  if (looksLikeXml(bytes)) return { form: 'header', boxes: [], objects: [], header: bytes };
  return { form: 'object', boxes: [], objects: [readPlayReadyObject(bytes)] };
}

/** A mark or the first character of markup, in UTF-8 or UTF-16; white space may stand before it. */
function looksLikeXml(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1');
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\0?<|\s+<)/.test(head);
}

/** What base64 or hexadecimal text stands for; undefined when the bytes are no such text. */
function decodedText(bytes: Uint8Array): Uint8Array | undefined {
  const text = Buffer.from(bytes).toString('latin1').replace(/\s+/g, '');
  if (/^(?:0x)?(?:[\da-f]{2})+$/i.test(text))
    return new Uint8Array(Buffer.from(text.replace(/^0x/i, ''), 'hex'));
  return /^[A-Za-z\d+/]{8,}={0,2}$/.test(text) ? decodeBase64(text) : undefined;
}
