import { WmdrmError } from '../wmdrm/error.ts';
import { licenseVersions, type LicenseResponse } from '../wmdrm/license-response.ts';
import { contentKeyOf, readLicense1, type License1 } from '../wmdrm/license1.ts';
import { openLicense7, type OpenedLicense7 } from '../wmdrm/license7.ts';
import { readLicense7Document, type License7Document } from '../wmdrm/license7-document.ts';
import { decryptBlock, pointOrders } from '../wmdrm/primitives/block.ts';
import type { AssumptionChoices } from '../wmdrm/wmdrm-assumptions.ts';

/** Licenses of one response that are opened: a server decides how many it sends. */
export const mostLicenses = 50;

type PointOrder = AssumptionChoices['point-order'];

/** A version 7 license that the machine's key opened, and the document inside. */
export interface ReadLicense7 extends OpenedLicense7 {
  /** Undefined where it is no well-formed XML. */
  readonly document: License7Document | undefined;
}

/** Opens a version 7 license; undefined where the machine's key does not. */
export function ifOpened7(
  bytes: Uint8Array,
  machineKey: bigint,
  order: PointOrder,
): ReadLicense7 | undefined {
  const opened = ifReadable(() => openLicense7(bytes, machineKey, order));
  if (opened === undefined) return undefined;
  return { ...opened, document: ifReadable(() => readLicense7Document(opened.text)) };
}

/** The content key in a version 1 license that its complement confirms; undefined where none is. */
export function ifOpened1(
  license: Pick<License1, 'key'>,
  machineKey: bigint,
  order: PointOrder,
): Uint8Array | undefined {
  for (const each of pointOrders(order)) {
    const block = ifReadable(() => decryptBlock(license.key, machineKey, each));
    const found = block && contentKeyOf(block);
    if (found?.isConfirmed === true) return found.key;
  }
  return undefined;
}

/** Whether any of a response's first licenses was made for this machine, of whichever version. */
export function opensAny(
  { licenses }: Pick<LicenseResponse, 'licenses'>,
  machineKey: bigint,
  order: PointOrder,
): boolean {
  return licenses.slice(0, mostLicenses).some(({ bytes, version }) => {
    if (bytes === undefined) return false;
    if (version !== licenseVersions.version1 && ifOpened7(bytes, machineKey, order) !== undefined)
      return true;
    const license = ifReadable(() => readLicense1(bytes));
    return license !== undefined && ifOpened1(license, machineKey, order) !== undefined;
  });
}

/** What a reader gives, or undefined for what it can't read. */
export function ifReadable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof WmdrmError) return undefined;
    throw error;
  }
}
