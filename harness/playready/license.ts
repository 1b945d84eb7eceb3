import { decodeBase64 } from '../base64.ts';
import { headerLength, includesBytes, maxBytes, readObjects, viewOf } from './binary-objects.ts';
import { PlayReadyError } from './error.ts';

/** A license, which stays opaque (PlayReady-facts 6): its format is not public. */
export interface License {
  readonly bytes: Uint8Array;
  /** Whether the rest has the framing that all published licenses have; never more than a warning. */
  readonly framing: LicenseFraming;
}

export type LicenseFraming =
  | {
      readonly fits: true;
      readonly version: number;
      /** 16 bytes. */
      readonly id: Uint8Array;
    }
  | { readonly fits: false; readonly reason: string };

const magic = Buffer.from('XMR\0', 'latin1');
const licenseHeader = 24;

/** The flags that objects have which hold objects. */
const containers: readonly number[] = [2, 3];

/** Published licenses nest three deep. */
const maxDepth = 32;

/**
 * Reads a license as far as anything is public (PlayReady-facts 6): base64, and "XMR" with a NUL in
 * front. The framing seen in published licenses is looked at, but does not make the reader throw.
 *
 * @param base64 - the text of a License element
 * @throws PlayReadyError, and nothing else
 */
export function readLicense(base64: string): License {
  if (base64.length > 2 * maxBytes)
    throw new PlayReadyError(
      `Expected a license of at most ${2 * maxBytes} characters; it has ${base64.length}.`,
    );
  const bytes = decodeBase64(base64);
  if (bytes === undefined)
    throw new PlayReadyError('Expected a license in base64; it is no base64.');
  const start = Buffer.from(bytes.subarray(0, magic.length));
  if (!start.equals(magic))
    throw new PlayReadyError(
      `Expected a license to begin with 584d5200 ("XMR" and NUL); it begins with ${start.toString('hex') || 'nothing'}.`,
    );
  return { bytes, framing: framingOf(bytes) };
}

/**
 * Whether the 16 bytes of a key id, in the byte order of the header, occur anywhere in the license, as
 * they do in all published ones (PlayReady-facts 6, inferred: never more than a warning).
 *
 * @throws PlayReadyError for a key id of another length
 */
export function namesKid(license: License, kid: Uint8Array): boolean {
  if (kid.length !== 16)
    throw new PlayReadyError(`Expected a key id of 16 bytes; it has ${kid.length}.`);
  return includesBytes(license.bytes, kid);
}

/** u32 version, 16 bytes id, then objects that fill the rest, big-endian. */
function framingOf(bytes: Uint8Array): LicenseFraming {
  if (bytes.length < licenseHeader)
    return {
      fits: false,
      reason: `Expected at least ${licenseHeader} bytes; there are ${bytes.length}.`,
    };
  try {
    walk(bytes, licenseHeader, bytes.length, 0);
  } catch (error) {
    if (error instanceof PlayReadyError) return { fits: false, reason: error.message };
    throw error;
  }
  return { fits: true, version: viewOf(bytes).getUint32(4), id: bytes.subarray(8, licenseHeader) };
}

function walk(bytes: Uint8Array, start: number, end: number, depth: number): void {
  if (depth > maxDepth)
    throw new PlayReadyError(`Expected objects nested at most ${maxDepth} deep; they are deeper.`);
  for (const object of readObjects(bytes, start, end)) {
    if (!containers.includes(object.flags)) continue;
    const inner = object.start + headerLength;
    walk(bytes, inner, inner + object.body.length, depth + 1);
  }
}
