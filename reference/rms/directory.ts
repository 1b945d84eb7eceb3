import type { RsaKeyPair } from '../../harness/xrml/rsa.ts';

/** A user of the directory that the server looks users up in (MS-RMPR 3.1.1.1.7). */
export interface DirectoryUser {
  /** The primary address. */
  readonly emailAddress: string;
  /** `S-1-5-...` (MS-DTYP 2.4.2.1). */
  readonly SID: string;
  /** Further addresses of the same user. */
  readonly proxyAddresses?: readonly string[];
  /** A key pair that stands from the start; without one, it is made when first needed. */
  readonly keyPair?: RsaKeyPair;
}

const domain = 'S-1-5-21-1004336348-1177238915-682003330';

/** The users of the reference target. */
export const knownUsers: readonly DirectoryUser[] = [
  {
    emailAddress: 'licensee@assay.example',
    SID: `${domain}-1001`,
    proxyAddresses: ['licensee.alias@assay.example'],
  },
  { emailAddress: 'second.licensee@assay.example', SID: `${domain}-1002` },
  { emailAddress: 'stranger@assay.example', SID: `${domain}-1003` },
  { emailAddress: "o'brien+rms&co@assay.example", SID: `${domain}-1004` },
];

/** All of a user's addresses, the primary one first. */
export function addressesOf({ emailAddress, proxyAddresses = [] }: DirectoryUser): string[] {
  return [emailAddress, ...proxyAddresses];
}

/** Whether two addresses are the same mailbox as a directory compares them: case does not count. */
export function sameAddress(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/**
 * Whether a text is a SID (MS-DTYP 2.4.2.1): no decimal number has a leading zero or 33 bits, and an
 * authority that needs more than 32 is written in twelve hexadecimal digits.
 */
export function isSID(text: string): boolean {
  const [, authority = '', subAuthorities = ''] =
    /^S-1-(\d{1,10}|0x[0-9a-f]{12})((?:-\d{1,10})+)$/i.exec(text) ?? [];
  if (authority === '') return false;
  const decimals = subAuthorities.split('-').slice(1);
  if (authority.startsWith('0x')) return Number(authority) >= 2 ** 32 && decimals.every(isDWord);
  return [authority, ...decimals].every(isDWord);
}

function isDWord(digits: string): boolean {
  return /^(?:0|[1-9]\d*)$/.test(digits) && Number(digits) < 2 ** 32;
}
