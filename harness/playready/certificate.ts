import { headerLength, readObjects, viewOf, type BinaryObject } from './binary-objects.ts';
import { PlayReadyError } from './error.ts';

/** The types whose bodies the public samples show (PlayReady-facts 1.5); all others stay opaque. */
export const objectTypes = {
  basicInfo: 1,
  keyInfo: 6,
  manufacturer: 7,
  signature: 8,
  metering: 0x0a,
} as const;

/** What a metering certificate says besides its keys (PlayReady-facts 1.5, 1.6). */
export interface Metering {
  /** 16 bytes, GUID byte order, as MID of the request. */
  readonly meteringId: Uint8Array;
  readonly url: string;
}

/** A certificate of a chain (PlayReady-facts 1.5). What lies outside the signed bytes is not read. */
export interface Certificate {
  readonly version: number;
  readonly signedBytes: Uint8Array;
  /** All objects in the signed bytes, known or not. */
  readonly objects: readonly BinaryObject[];
  /** P-256 keys, X then Y, 64 bytes each. */
  readonly publicKeys: readonly Uint8Array[];
  /** As the manufacturer object gives them: name, model, number. */
  readonly manufacturer: readonly string[];
  readonly metering?: Metering;
  /** `r` then `s`, 64 bytes; undefined when there is no signature object of the known form. */
  readonly signature?: Uint8Array;
  /** The issuer's key, 64 bytes, which stands beside the signature. */
  readonly issuerKey?: Uint8Array;
}

const certificateHeader = 16;
const keyLength = 64;
const idLength = 16;

/**
 * Reads one certificate, which fills the bytes: "CERT", u32 version, u32 length, u32 signed length,
 * objects (PlayReady-facts 1.5). An object of a known type whose body has another form is opaque like
 * one of an unknown type.
 *
 * @throws PlayReadyError for lengths that do not fit
 */
export function readCertificate(bytes: Uint8Array): Certificate {
  const view = viewOf(bytes);
  const signedLength = view.getUint32(12);
  if (signedLength < certificateHeader || signedLength > bytes.length)
    throw new PlayReadyError(
      `Expected a signed length of ${certificateHeader} to ${bytes.length}; it is ${signedLength}.`,
    );
  const all = readObjects(bytes, certificateHeader, bytes.length);
  const objects = all.filter(
    ({ start, body }) => start + headerLength + body.length <= signedLength,
  );
  const ofType = (type: number) => objects.filter(object => object.type === type);
  const metering = ofType(objectTypes.metering).map(({ body }) => meteringOf(body))[0];
  const signature = all
    .filter(({ type, start }) => type === objectTypes.signature && start >= signedLength)
    .map(({ body }) => signatureOf(body))[0];
  return {
    version: view.getUint32(4),
    signedBytes: bytes.subarray(0, signedLength),
    objects,
    publicKeys: ofType(objectTypes.keyInfo).flatMap(({ body }) => keysOf(body)),
    manufacturer: ofType(objectTypes.manufacturer).flatMap(({ body }) => stringsOf(body)),
    ...(metering !== undefined && { metering }),
    ...signature,
  };
}

/** u32 count; each: u16 1, u16 bits, u32 flags, the key, u32 count of uses, u32 each. */
function keysOf(body: Uint8Array): Uint8Array[] {
  const view = viewOf(body);
  const keys: Uint8Array[] = [];
  for (let at = 4; at + 8 + keyLength + 4 <= body.length;) {
    if (view.getUint16(at) !== 1 || view.getUint16(at + 2) !== 8 * keyLength) return [];
    const uses = at + 8 + keyLength;
    keys.push(body.subarray(at + 8, uses));
    at = uses + 4 + 4 * view.getUint32(uses);
  }
  return body.length >= 4 && view.getUint32(0) === keys.length ? keys : [];
}

/** u32 flags; each: u32 length with the final NUL, the text, padded to four bytes. */
function stringsOf(body: Uint8Array): string[] {
  const view = viewOf(body);
  const strings: string[] = [];
  for (let at = 4; at + 4 <= body.length;) {
    const length = view.getUint32(at);
    if (length > body.length - at - 4) return [];
    strings.push(textOf(body.subarray(at + 4, at + 4 + length)));
    at += 4 + Math.ceil(length / 4) * 4;
  }
  return strings;
}

/** The metering id, u32 length of the URL with its NUL, the URL, padded. */
function meteringOf(body: Uint8Array): Metering | undefined {
  if (body.length < idLength + 4) return undefined;
  const length = viewOf(body).getUint32(idLength);
  if (length > body.length - idLength - 4) return undefined;
  const url = textOf(body.subarray(idLength + 4, idLength + 4 + length));
  return { meteringId: body.subarray(0, idLength), url };
}

/** u16 type 1, u16 length, the signature, u32 bits of the key, the issuer's key. */
function signatureOf(body: Uint8Array) {
  const view = viewOf(body);
  const keyAt = 4 + 64 + 4;
  if (body.length !== keyAt + keyLength) return undefined;
  if (view.getUint16(0) !== 1 || view.getUint16(2) !== 64) return undefined;
  if (view.getUint32(keyAt - 4) !== 8 * keyLength) return undefined;
  return { signature: body.subarray(4, 4 + 64), issuerKey: body.subarray(keyAt) };
}

function textOf(bytes: Uint8Array): string {
  const end = bytes.indexOf(0);
  return new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end));
}
