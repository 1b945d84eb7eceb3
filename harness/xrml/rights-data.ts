import { decodeBase64, encodeBase64 } from './base64.ts';
import { decryptEcb, encryptEcb } from './cipher.ts';
import type { ContentKey } from './content-key.ts';
import { braced } from './guid.ts';
import { element, serialise, type XrmlNode } from './node.ts';
import { periodElements } from './period-elements.ts';
import { formatTime, type Period } from './time.ts';
import { XrmlError } from './xrml-error.ts';

/** Whom a right is granted to (MS-RMPR 2.2.9.8.5.3). */
export interface Grantee {
  readonly type: 'Unspecified' | 'Windows' | 'Internal';
  /** A SID for Windows; `Owner` or `Anyone` for Internal. */
  readonly id?: string;
  readonly emailAddress?: string;
}

/** A right and its time condition: a half-closed period, or days from ISSUEDTIME (2.2.9.8.4). */
export interface RightGrant {
  readonly name: string;
  readonly principal: Grantee;
  readonly time?: Period | { readonly days: number };
}

/** The author (MS-RMPR 2.2.9.7.5); the ID of the OBJECT stays empty. */
export interface Owner {
  readonly type: 'Windows' | 'Federation' | 'Passport';
  readonly emailAddress: string;
}

export interface RightsData {
  readonly issuedTime: Date;
  /** Identifies the work; braces are added when missing. */
  readonly guid: string;
  readonly owner: Owner;
  readonly rights: readonly RightGrant[];
  /** AUTHENTICATEDDATA with the id APPSPECIFIC, such as `Allow_Server_Editing` (2.2.9.8.6). */
  readonly applicationSpecific?: readonly { readonly name: string; readonly value: string }[];
}

/** Rights that are the name of an element, form 2; all others, OWNER too, are RIGHT elements, form 1. */
const reservedRights = [
  'VIEW',
  'PRINT',
  'EDIT',
  'FORWARD',
  'VIEWRIGHTSDATA',
  'EXPORT',
  'EXTRACT',
] as const;

/** The plaintext of Encrypted Rights Data that no enterprise template stands behind (MS-RMPR 2.2.9.8). */
export function buildRightsData(data: RightsData): string {
  const body = element(
    'BODY',
    [
      ['type', 'Microsoft Rights Template'],
      ['version', '3.0'],
    ],
    element('ISSUEDTIME', [], formatTime(data.issuedTime)),
    element(
      'WORK',
      [],
      workObject(data.guid),
      ownerMetadata(data.owner),
      element(
        'RIGHTSGROUP',
        [['name', 'Main-Rights']],
        element('RIGHTSLIST', [], ...data.rights.map(rightElement)),
      ),
    ),
    ...(data.applicationSpecific ?? []).map(({ name, value }) =>
      element(
        'AUTHENTICATEDDATA',
        [
          ['id', 'APPSPECIFIC'],
          ['name', name],
        ],
        value,
      ),
    ),
  );
  const root = element(
    'XrML',
    [
      ['version', '1.2'],
      ['xmlns', ''],
    ],
    body,
  );
  return serialise(root);
}

/** The OBJECT of a WORK; publishing license and rights data carry the same one (MS-RMPR 4.5.4, 4.5.5). */
export function workObject(guid: string): XrmlNode {
  return element('OBJECT', [], element('ID', [['type', 'MS-GUID']], braced(guid)));
}

/** METADATA with the OWNER (MS-RMPR 2.2.9.7.5, 2.2.9.8.5.1). */
export function ownerMetadata(owner: Owner): XrmlNode {
  const object = element(
    'OBJECT',
    [],
    element('ID', [['type', owner.type]]),
    element('NAME', [], owner.emailAddress),
  );
  return element('METADATA', [], element('OWNER', [], object));
}

/** Encrypts rights data with the content key and encodes them in base64 (`assumptions.rightsDataCipher`). */
export function encryptRightsData(xml: string, key: ContentKey): string {
  return encodeBase64(encryptEcb(key, Buffer.from(xml, 'utf16le')));
}

/**
 * Decrypts what stands in AUTHENTICATEDDATA `Encrypted-Rights-Data` (MS-RMPR 2.2.9.7.6). A wrong key
 * gives garbage, which parsing will refuse.
 *
 * @throws XrmlError when the text is no base64 or no whole number of the cipher's blocks.
 */
export function decryptRightsData(base64: string, key: ContentKey): string {
  const ciphertext = decodeBase64(base64);
  if (ciphertext === undefined) throw new XrmlError('The encrypted rights data are no base64.');
  try {
    return Buffer.from(decryptEcb(key, ciphertext)).toString('utf16le').replace(/\0+$/, '');
  } catch (error) {
    if (error instanceof RangeError)
      throw new XrmlError(`The encrypted rights data are incomplete: ${error.message}`);
    throw error;
  }
}

function rightElement({ name, principal, time }: RightGrant): XrmlNode {
  const object = element(
    'OBJECT',
    [],
    element('ID', [['type', principal.type]], principal.id),
    principal.emailAddress === undefined ? undefined : element('NAME', [], principal.emailAddress),
  );
  const conditions = element(
    'CONDITIONLIST',
    [],
    time && timeElement(time),
    element('ACCESS', [], element('PRINCIPAL', [], object)),
  );
  return reservedRights.some(reserved => reserved === name)
    ? element(name, [], conditions)
    : element('RIGHT', [['name', name]], conditions);
}

function timeElement(time: Period | { readonly days: number }): XrmlNode {
  return element(
    'TIME',
    [],
    'days' in time
      ? element('INTERVALTIME', [['days', String(time.days)]])
      : element('RANGETIME', [], ...periodElements(time)),
  );
}
