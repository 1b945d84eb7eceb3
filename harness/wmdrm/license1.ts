import { WmdrmError } from './error.ts';
import { keyIdBytes } from './version1-request.ts';

/** The two values that licVersion MUST contain, by two sections (MS-DRM-facts, contradiction 5). */
export const licVersions = {
  '2.2.2.3.4': Uint8Array.of(0, 1, 0, 0),
  '3.2.5.1': Uint8Array.of(0, 1, 0, 1),
} as const;

/** Bytes of LICENSEDATA: KID, key, rights, appSec, expiryDate (MS-DRM 2.2.2.3.5). */
export const licenseDataBytes = keyIdBytes + 80 + 4 + 4 + 4;

/** Bytes of LICENSE: licVersion, dataLen, sign, ld (MS-DRM 2.2.2.3.4). */
export const license1Bytes = 4 + 4 + 40 + licenseDataBytes;

/** A version 1 license, taken apart; its numbers as they stand. */
export interface License1 {
  readonly licVersion: Uint8Array;
  readonly dataLen: Uint8Array;
  readonly sign: Uint8Array;
  /** `ld`, what is signed. */
  readonly data: Uint8Array;
  readonly kid: Uint8Array;
  /** The content key, encrypted to the machine. */
  readonly key: Uint8Array;
  /** What stands before: the certificates, whose layout is not public (2.2.2.3.1, 2.2.2.3.3). */
  readonly certificates: Uint8Array;
}

/**
 * Reads the license at the end of a CERTIFIED_LICENSE, which is two certificates and a license in this
 * order (MS-DRM 2.2.2.3).
 *
 * @throws WmdrmError when the bytes do not suffice for a license
 */
export function readLicense1(bytes: Uint8Array): License1 {
  const start = bytes.length - license1Bytes;
  if (start < 0)
    throw new WmdrmError(
      `Expected a version 1 license, at least ${license1Bytes} bytes; there are ${bytes.length}.`,
    );
  const part = (from: number, to: number): Uint8Array => bytes.slice(start + from, start + to);
  const keyAt = 48 + keyIdBytes;
  return {
    licVersion: part(0, 4),
    dataLen: part(4, 8),
    sign: part(8, 48),
    data: part(48, license1Bytes),
    kid: part(48, keyAt),
    key: part(keyAt, keyAt + 80),
    certificates: bytes.slice(0, start),
  };
}

/** Kcontent and Pcontent of the plain text of `key` (MS-DRM 2.2.2.3.5). */
export function contentKeyOf(block: Uint8Array): { key: Uint8Array; isConfirmed: boolean } {
  const [key, complement] = [block.subarray(0, 7), block.subarray(7, 14)];
  return {
    key,
    isConfirmed:
      key.length === 7 && key.every((byte, index) => (byte ^ 0xff) === complement[index]),
  };
}
