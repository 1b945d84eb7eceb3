import { decodeBase64, encodeBase64 } from '../base64.ts';
import {
  applicationDataElement,
  parseApplicationData,
  type ApplicationData,
} from './application-data.ts';
import { sliceElement } from './body-text.ts';
import { parseSignature, type Certificate, type Signature } from './certificate.ts';
import { decryptEcb, encryptEcb } from './cipher.ts';
import type { ContentKey } from './content-key.ts';
import { findReferral, referralPoint, type Referral } from './distribution-point.ts';
import { braced } from './guid.ts';
import {
  attributeOf,
  childrenNamed,
  optionalChild,
  requiredAttribute,
  requiredChild,
  textOf,
} from './navigate.ts';
import { element, parseXrml, serialise, type XrmlNode } from './node.ts';
import { ownerElement, ownerMetadata, parseOwner, type Owner } from './owner.ts';
import {
  objectElement,
  parseObject,
  parsePrincipal,
  type Principal,
  type XrmlObject,
} from './principal.ts';
import { parseRights, rightElement, rightsGroup } from './right-element.ts';
import { parseTimeCondition, timeElement, type TimeCondition } from './time-condition.ts';
import { formatTime, parseTime } from './time.ts';
import { XrmlError } from './xrml-error.ts';

/** What the BODY of rights data says about where they come from (MS-RMPR 2.2.9.8). */
const rightsDataTypes = [
  'Microsoft Rights Template',
  'Microsoft Official Rights Template',
] as const;
export type RightsDataType = (typeof rightsDataTypes)[number];

const granteeTypes = ['Unspecified', 'Windows', 'Internal'] as const;

/** Whom a right is granted to (MS-RMPR 2.2.9.8.5.3). */
export interface Grantee {
  readonly type: (typeof granteeTypes)[number];
  /** A SID for Windows; `Owner` or `Anyone` for Internal. */
  readonly id?: string;
  readonly emailAddress?: string;
}

/** A right and its time condition: a half-closed period, or days from ISSUEDTIME (2.2.9.8.4). */
export interface RightGrant {
  readonly name: string;
  readonly principal: Grantee;
  readonly time?: TimeCondition;
}

export interface RightsData {
  readonly issuedTime: Date;
  /** Identifies the work; braces are added when missing. */
  readonly guid: string;
  readonly owner?: Owner;
  readonly rights: readonly RightGrant[];
  /** GUID and name of the policy; {@link policyDescriptor} makes one. */
  readonly descriptor?: XrmlObject;
  readonly referral?: Referral;
  /** PRECONDITIONLIST: when the content can be used at all (2.2.9.8.5.2). */
  readonly validity?: TimeCondition;
  /** Such as `Allow_Server_Editing` (2.2.9.8.6). */
  readonly applicationSpecific?: readonly ApplicationData[];
  /** POLICYLIST elements. */
  readonly policies?: readonly XrmlNode[];
}

/**
 * The plaintext of Encrypted Rights Data that no enterprise template stands behind (MS-RMPR
 * 2.2.9.8).
 */
export function buildRightsData(data: RightsData): string {
  const { descriptor, referral } = data;
  const body = element(
    'BODY',
    [
      ['type', 'Microsoft Rights Template'],
      ['version', '3.0'],
    ],
    element('ISSUEDTIME', [], formatTime(data.issuedTime)),
    descriptor && element('DESCRIPTOR', [], objectElement(descriptor)),
    referral && referralPoint(referral),
    ...rightsDataContent({ ...data, object: workObject(data.guid) }),
  );
  const attributes = [
    ['version', '1.2'],
    ['xmlns', ''],
  ] as const;
  return serialise(element('XrML', attributes, body));
}

/** WORK and what follows it in the BODY of rights data or a template (MS-RMPR 2.2.9.8, 2.2.9.10). */
export function rightsDataContent(
  data: Pick<RightsData, 'owner' | 'rights' | 'validity' | 'applicationSpecific' | 'policies'> & {
    readonly object: XrmlNode;
  },
): readonly XrmlNode[] {
  const { object, owner, validity, rights, applicationSpecific = [], policies = [] } = data;
  return [
    element(
      'WORK',
      [],
      object,
      owner && ownerMetadata(owner),
      validity && element('PRECONDITIONLIST', [], timeElement(validity)),
      rightsGroup(rights.map(grantElement)),
    ),
    ...applicationSpecific.map(applicationDataElement),
    ...policies,
  ];
}

/**
 * The OBJECT of a WORK; publishing license and rights data carry the same one (MS-RMPR 4.5.4,
 * 4.5.5).
 */
export function workObject(guid: string): XrmlNode {
  return element('OBJECT', [], element('ID', [['type', 'MS-GUID']], braced(guid)));
}

/** Rights data or a rights policy template, as {@link parseRightsData} reads them. */
export interface ParsedRightsData {
  /** The text they were parsed from. */
  readonly xml: string;
  readonly root: XrmlNode;
  /** BODY as received, which is what a template's signature is taken over. */
  readonly bodyText: string;
  readonly type: RightsDataType;
  readonly issuedTime: Date;
  readonly descriptor?: XrmlObject;
  readonly issuer?: Principal;
  /** The DISTRIBUTIONPOINT of type Referral-Info. */
  readonly referral?: XrmlNode;
  /** Identifies the work; a template has none. */
  readonly guid?: string;
  readonly owner?: Owner;
  readonly validity?: TimeCondition;
  readonly rights: readonly RightGrant[];
  readonly applicationSpecific: readonly Required<ApplicationData>[];
  /** POLICYLIST elements. */
  readonly policies: readonly XrmlNode[];
  readonly signature?: Signature;
}

/**
 * Parses the plaintext of Encrypted Rights Data, of a template or not, or a rights policy template
 * (MS-RMPR 2.2.9.8, 2.2.9.10). Text decrypted with a wrong key is refused as any other that is no
 * XrML. {@link templateSignatureHolds} verifies a signature.
 *
 * @throws XrmlError when the text is no XrML or lacks what rights data have.
 */
export function parseRightsData(xml: string): ParsedRightsData {
  const root = parseXrml(xml);
  if (root.name !== 'XrML')
    throw new XrmlError(`An XrML element was expected, not <${root.name}>.`);
  const body = requiredChild(root, 'BODY');
  const stated = requiredAttribute(body, 'type');
  const type = rightsDataTypes.find(candidate => candidate === stated);
  if (type === undefined)
    throw new XrmlError(`BODY is of type "${stated}"; ${rightsDataTypes.join(' or ')} expected.`);
  const work = requiredChild(body, 'WORK');
  const descriptor = optionalChild(body, 'DESCRIPTOR');
  const issuer = optionalChild(body, 'ISSUER');
  const referral = findReferral(body);
  const id = textOf(requiredChild(requiredChild(work, 'OBJECT'), 'ID'));
  const owner = ownerElement(work);
  const preconditions = optionalChild(work, 'PRECONDITIONLIST');
  const signature = optionalChild(root, 'SIGNATURE');
  return {
    xml,
    root,
    bodyText: sliceElement(xml, body),
    type,
    issuedTime: parseTime(textOf(requiredChild(body, 'ISSUEDTIME'))),
    ...(descriptor && { descriptor: parseObject(requiredChild(descriptor, 'OBJECT')) }),
    ...(issuer && { issuer: parsePrincipal(issuer) }),
    ...(referral && { referral }),
    ...(id !== '' && { guid: id }),
    ...(owner && { owner: parseOwner(owner) }),
    ...(preconditions && { validity: parseTimeCondition(requiredChild(preconditions, 'TIME')) }),
    rights: parseRights(work).map(({ name, conditions }) => parseGrant(name, conditions)),
    applicationSpecific: parseApplicationData(body),
    policies: childrenNamed(body, 'POLICYLIST'),
    ...(signature && { signature: parseSignature(signature) }),
  };
}

/** The id of the AUTHENTICATEDDATA that holds rights data (MS-RMPR 2.2.9.7.6). */
export const encryptedRightsDataId = 'Encrypted-Rights-Data';

/**
 * The encrypted rights data of a publishing license in base64 (MS-RMPR 2.2.9.7.6), which
 * {@link decryptRightsData} takes.
 *
 * @throws XrmlError when it has none, or several.
 */
export function encryptedRightsDataOf(license: Certificate): string {
  const found = license.authenticatedData.filter(({ id }) => id === encryptedRightsDataId);
  if (found.length !== 1 || found[0] === undefined)
    throw new XrmlError(
      `The license has ${found.length} AUTHENTICATEDDATA "${encryptedRightsDataId}"; one expected.`,
    );
  return found[0].value;
}

/**
 * Encrypts rights data with the content key and encodes them in base64
 * (`assumptions.rightsDataCipher`).
 */
export function encryptRightsData(xml: string, key: ContentKey): string {
  return encodeBase64(encryptEcb(key, Buffer.from(xml, 'utf16le')));
}

/**
 * Decrypts what stands in AUTHENTICATEDDATA `Encrypted-Rights-Data` (MS-RMPR 2.2.9.7.6). A wrong key
 * gives garbage, which {@link parseRightsData} will refuse.
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

function grantElement({ name, principal, time }: RightGrant): XrmlNode {
  const { type, id, emailAddress } = principal;
  const object = element(
    'OBJECT',
    [],
    element('ID', [['type', type]], id),
    emailAddress === undefined ? undefined : element('NAME', [], emailAddress),
  );
  const access = element('ACCESS', [], element('PRINCIPAL', [], object));
  return rightElement(name, time && timeElement(time), access);
}

function parseGrant(name: string, conditions: XrmlNode): RightGrant {
  const principal = requiredChild(requiredChild(conditions, 'ACCESS'), 'PRINCIPAL');
  const object = requiredChild(principal, 'OBJECT');
  const idElement = requiredChild(object, 'ID');
  const stated = attributeOf(idElement, 'type');
  const type = granteeTypes.find(candidate => candidate === stated);
  if (type === undefined)
    throw new XrmlError(
      `The right ${name} is granted to the type "${stated ?? ''}"; ${granteeTypes.join(', ')} expected.`,
    );
  const id = textOf(idElement);
  const email = optionalChild(object, 'NAME');
  const time = optionalChild(conditions, 'TIME');
  return {
    name,
    principal: { type, ...(id !== '' && { id }), ...(email && { emailAddress: textOf(email) }) },
    ...(time && { time: parseTimeCondition(time) }),
  };
}
