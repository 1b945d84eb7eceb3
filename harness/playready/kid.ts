import { decodeBase64, encodeBase64 } from '../base64.ts';
import { PlayReadyError } from './error.ts';

/** Bytes of a key identifier, in whatever order. */
export const kidBytes = 16;

/** One key identifier in the three forms in which people meet it. */
export interface KidForms {
  /** GUID text, lower-case, without braces. */
  readonly guid: string;
  /** Base64 of the header form: in a WRMHEADER, a challenge, a license. */
  readonly header: string;
  /** 32 hexadecimal digits of the big-endian form: in `tenc`, `cenc:default_KID`, a `pssh` box. */
  readonly bigEndian: string;
}

const guidText = /^\{?([0-9a-f]{8})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{4})-([0-9a-f]{12})\}?$/i;

/**
 * Turns the header form of a GUID (its first three fields little-endian) into the big-endian form, and
 * back: the same exchange of bytes does both (PlayReady-facts 5.6).
 *
 * @throws PlayReadyError unless there are 16 bytes
 */
export function swapGuid(bytes: Uint8Array): Uint8Array {
  if (bytes.length !== kidBytes)
    throw new PlayReadyError(`Expected the 16 bytes of a GUID; found ${bytes.length}.`);
  const order = [3, 2, 1, 0, 5, 4, 7, 6, 8, 9, 10, 11, 12, 13, 14, 15];
  return Uint8Array.from(order, index => bytes[index] ?? 0);
}

/**
 * The header form of a GUID that is given as text, with or without braces, in any case (PlayReady-facts
 * 5.6).
 *
 * @throws PlayReadyError when the text is no GUID
 */
export function kidOfGuid(guid: string): Uint8Array {
  const match = guidText.exec(guid);
  if (match === null)
    throw new PlayReadyError(
      `Expected a GUID such as 6f651ae1-dbe4-4434-bcb4-690d1564c41c; found "${guid.slice(0, 60)}".`,
    );
  return swapGuid(Buffer.from(match.slice(1).join(''), 'hex'));
}

/** The text of a GUID in header form: lower-case, without braces (PlayReady-facts 5.6). */
export function guidOfKid(kid: Uint8Array): string {
  const hex = Buffer.from(swapGuid(kid)).toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * The header form of a key identifier that stands as base64 in a WRMHEADER, challenge or license
 * (PlayReady-facts 5.6). White space around it is ignored.
 *
 * @throws PlayReadyError when it is not base64 of 16 bytes
 */
export function kidOfBase64(text: string): Uint8Array {
  const bytes = decodeBase64(text);
  if (bytes?.length !== kidBytes)
    throw new PlayReadyError(
      `Expected base64 of the 16 bytes of a KID; found "${text.trim().slice(0, 60)}".`,
    );
  return bytes;
}

/** All forms of a key identifier that is given in header form (PlayReady-facts 5.6). */
export function kidForms(kid: Uint8Array): KidForms {
  return {
    guid: guidOfKid(kid),
    header: encodeBase64(kid),
    bigEndian: Buffer.from(swapGuid(kid)).toString('hex'),
  };
}
