import { WmdrmError } from './error.ts';
import type { AssumptionChoices } from './wmdrm-assumptions.ts';

/** What a REV_INFO begins with: `RLVI` (MS-DRM 2.2.3.2.46). */
export const revInfoId = Buffer.from('RLVI', 'latin1');

/** Its bFormatVersion, and the bSignatureType of its signature (2.2.3.2.46, 2.2.3.2.47). */
export const revInfoFormatVersion = 1;
export const revInfoSignatureType = 2;

/** Most records of versions (2.2.3.2.46). */
export const mostRecords = 10;

/**
 * Bytes of WMDRMRLVIHEAD, with the empty brackets of the document read as single values, and of
 * WMDRMRLVIVERSION, which is a GUID and 8 bytes (MS-DRM-facts 4.5, contradiction 15).
 */
export const headBytes = 28;
export const recordBytes = 24;

/** Bytes that are signed: head and records (2.2.3.2.46). */
export function signedBytes(recordCount: number): number {
  return headBytes + recordCount * recordBytes;
}

/** RSA with SHA-1 (2.2.3.2.47). */
export const signatureLength = 128;

/** Where dwRIV stands in the head. */
const rivOffset = 12;
const countOffset = 24;

/** The version of one revocation list. */
export interface ListVersion {
  /** 16 bytes as they stand. */
  readonly list: Uint8Array;
  readonly version: bigint;
}

/** A REV_INFO, as far as it could be read. */
export interface RevInfo {
  readonly length: number;
  readonly formatVersion: number;
  /** dwRIV: the version of the whole. */
  readonly riv: number;
  readonly recordCount: number;
  readonly records: readonly ListVersion[];
  /** bSignatureType; undefined where the bytes end before it. */
  readonly signatureType: number | undefined;
}

/** Whether bytes begin as a REV_INFO does. */
export function isRevInfo(bytes: Uint8Array): boolean {
  return bytes.length >= headBytes && revInfoId.equals(bytes.subarray(0, revInfoId.length));
}

/** The order of the bytes in numbers, which is not stated. */
export type RevInfoLayout = AssumptionChoices['rev-info-layout'];

/**
 * Reads a REV_INFO (MS-DRM 2.2.3.2.36).
 *
 * @throws WmdrmError for what does not begin as one, or ends within its records
 */
export function readRevInfo(bytes: Uint8Array, layout: RevInfoLayout = 'little-endian'): RevInfo {
  refuseOther(bytes);
  const { dword, qword } = numbersOf(bytes, layout);
  const recordCount = dword(countOffset);
  const end = signedBytes(recordCount);
  if (recordCount > mostRecords || end > bytes.length)
    throw new WmdrmError(
      `Expected a REV_INFO with at most ${mostRecords} records, and all of them; it states ${recordCount} in ${bytes.length} bytes.`,
    );
  const records = Array.from({ length: recordCount }, (_, index) => {
    const at = headBytes + index * recordBytes;
    return { list: bytes.slice(at, at + 16), version: qword(at + 16) };
  });
  return {
    length: dword(4),
    formatVersion: bytes[8] ?? 0,
    riv: dword(rivOffset),
    recordCount,
    records,
    signatureType: bytes[end],
  };
}

function numbersOf(bytes: Uint8Array, layout: RevInfoLayout) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isLittle = layout === 'little-endian';
  return {
    dword: (at: number): number => view.getUint32(at, isLittle),
    qword: (at: number): bigint => view.getBigUint64(at, isLittle),
    putQword: (at: number, value: bigint): void => {
      view.setBigUint64(at, value, isLittle);
    },
  };
}

function refuseOther(bytes: Uint8Array): void {
  if (!isRevInfo(bytes))
    throw new WmdrmError(
      `Expected a REV_INFO, RLVI and at least ${headBytes - 4} bytes more; the ${bytes.length} bytes are none.`,
    );
}

/** What is written into a REV_INFO. */
export interface NewRevInfo {
  readonly riv: number;
  readonly records?: readonly ListVersion[];
  /** Signs the bytes before the signature: 128 bytes; zeros unless given. */
  readonly sign?: (signed: Uint8Array) => Uint8Array;
  /** The chain of the signer. */
  readonly certificates?: Uint8Array;
}

/** 100-nanosecond steps from 1601 to 1970. */
const fileTimeOf1970 = 116_444_736_000_000_000n;

/** Writes a REV_INFO (MS-DRM 2.2.3.2.36, .45 to .48). */
export function writeRevInfo({ riv, records = [], sign, certificates }: NewRevInfo): Uint8Array {
  const head = Buffer.alloc(headBytes);
  revInfoId.copy(head);
  head.writeUInt32LE(headBytes + records.length * recordBytes, 4);
  head.writeUInt8(revInfoFormatVersion, 8);
  head.writeUInt32LE(riv, rivOffset);
  head.writeBigUInt64LE(BigInt(Date.now()) * 10_000n + fileTimeOf1970, 16);
  head.writeUInt32LE(records.length, countOffset);
  const written = records.map(({ list, version }) => {
    const number = Buffer.alloc(8);
    number.writeBigUInt64LE(version);
    return Buffer.concat([list, number]);
  });
  const signed = Buffer.concat([head, ...written]);
  const signature = sign?.(signed) ?? new Uint8Array(signatureLength);
  const chain = certificates ?? new Uint8Array();
  const count = Buffer.alloc(4);
  count.writeUInt32LE(chain.length);
  return new Uint8Array(
    Buffer.concat([signed, Uint8Array.of(revInfoSignatureType), signature, count, chain]),
  );
}

/** A REV_INFO that is older than any, in either byte order: its dwRIV is 0. It is signed by nobody. */
export const oldestRevInfo: Uint8Array = writeRevInfo({ riv: 0 });

/**
 * The same REV_INFO with another dwRIV; its signature is that of the former.
 *
 * @throws WmdrmError for what does not begin as one
 */
export function withRiv(bytes: Uint8Array, riv: number): Uint8Array {
  refuseOther(bytes);
  const changed = Buffer.from(bytes);
  changed.writeUInt32LE(riv, rivOffset);
  return new Uint8Array(changed);
}

/** The same REV_INFO with each list's version one lower, where it is not 0; undefined where nothing is. */
export function withOlderLists(
  bytes: Uint8Array,
  layout: RevInfoLayout = 'little-endian',
): Uint8Array | undefined {
  const { records } = readRevInfo(bytes, layout);
  if (records.every(({ version }) => version === 0n)) return undefined;
  const changed = Uint8Array.from(bytes);
  const { putQword } = numbersOf(changed, layout);
  for (const [index, { version }] of records.entries())
    if (version > 0n) putQword(headBytes + index * recordBytes + 16, version - 1n);
  return changed;
}
