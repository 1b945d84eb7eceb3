import { WmdrmError } from './error.ts';
import {
  decryptBlock,
  encryptBlock,
  encryptedBlockBytes,
  pointOrders,
} from './primitives/block.ts';
import { rc4 } from './primitives/rc4.ts';
import type { AssumptionChoices } from './wmdrm-assumptions.ts';

/** The two bytes that a license's block begins with, and where KR stands in it (MS-DRM 2.2.3.2.4). */
export const blockPrefix = Uint8Array.of(7, 1);
const keyOffset = 2;
const keyEnd = 9;

type PointOrder = AssumptionChoices['point-order'];

/** A version 7 license that was opened. */
export interface OpenedLicense7 {
  /** The 16 bytes of the block that could be read. */
  readonly block: Uint8Array;
  /** What KR decrypted, XML. */
  readonly text: Uint8Array;
  readonly order: PointOrder;
}

/**
 * Encrypts a license to a machine: `{EncRandNum}KM`, then `KR {license}` (MS-DRM 2.2.3.2.4).
 *
 * @param block - 16 bytes, of which 2 to 8 are KR
 * @param machineKey - KMpub
 */
export function sealLicense7(
  license: Uint8Array,
  block: Uint8Array,
  machineKey: Uint8Array,
  order: PointOrder,
): Uint8Array {
  const encrypted = rc4(block.subarray(keyOffset, keyEnd), license);
  return new Uint8Array(Buffer.concat([encryptBlock(block, machineKey, order), encrypted]));
}

/**
 * Opens a license with KMpriv. The order of the points is not public, so the other one is tried, too:
 * what then reads as a license was encrypted so.
 *
 * @param order - the order that is assumed, tried first
 * @throws WmdrmError when it opens in neither
 */
export function openLicense7(
  bytes: Uint8Array,
  machineKey: bigint,
  order: PointOrder,
): OpenedLicense7 {
  for (const each of pointOrders(order)) {
    const opened = openInOrder(bytes, machineKey, each);
    if (opened !== undefined) return { ...opened, order: each };
  }
  throw new WmdrmError(
    `Expected a version 7 license that the machine's key opens; of its ${bytes.length} bytes it opens none.`,
  );
}

function openInOrder(
  bytes: Uint8Array,
  machineKey: bigint,
  order: PointOrder,
): Omit<OpenedLicense7, 'order'> | undefined {
  try {
    const block = decryptBlock(bytes.subarray(0, encryptedBlockBytes), machineKey, order);
    const text = rc4(block.subarray(keyOffset, keyEnd), bytes.subarray(encryptedBlockBytes));
    return readsAsLicense(text) ? { block, text } : undefined;
  } catch (error) {
    if (error instanceof WmdrmError) return undefined;
    throw error;
  }
}

/** Decrypted with a wrong key there is nothing of this; XML may be in UTF-8 or UTF-16. */
function readsAsLicense(text: Uint8Array): boolean {
  const start = Buffer.from(text.subarray(0, 1_024));
  return ['<LICENSE', '<LICENSORINFO'].some(name =>
    [Buffer.from(name), Buffer.from(name, 'utf16le')].some(each => start.includes(each)),
  );
}
