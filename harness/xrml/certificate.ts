import { decodeBase64 } from '../base64.ts';
import { sliceElement } from './body-text.ts';
import type { EnablingBitsType, HashAlgorithm } from './mode.ts';
import {
  attributeOf,
  childrenNamed,
  firstDescendant,
  optionalChild,
  requiredAttribute,
  requiredChild,
  textOf,
} from './navigate.ts';
import { parseXrml, type XrmlNode } from './node.ts';
import { parsePeriod } from './period-elements.ts';
import { parseObject, parsePrincipal, type Principal, type XrmlObject } from './principal.ts';
import { parseTime, type Period } from './time.ts';
import { XrmlError } from './xrml-error.ts';

export type { Principal } from './principal.ts';

/** A SIGNATURE element (MS-RMPR 2.2.9.1.12). */
export interface Signature {
  /** `unknown` when DIGEST names another hash, or SIGNATURE is not RSA PKCS#1-V1.5. */
  readonly algorithm: HashAlgorithm | 'unknown';
  readonly digest: Uint8Array;
  /** Big-endian. */
  readonly value: Uint8Array;
  /** The stated size of the signing key, in bits. */
  readonly bits: number;
}

export interface AuthenticatedData {
  readonly id: string;
  readonly name?: string;
  readonly value: string;
}

/** A signed or unsigned certificate or license (MS-RMPR 2.2.9). */
export interface Certificate {
  /** The text it was parsed from. */
  readonly xml: string;
  readonly root: XrmlNode;
  /** BODY as received, which is what a signature is taken over. */
  readonly bodyText: string;
  readonly bodyType?: string;
  readonly issuedTime: Date;
  readonly validity?: Period;
  readonly descriptor?: XrmlObject;
  readonly issuer: Principal;
  readonly issuedPrincipal?: Principal;
  /** The RANGETIME of the right ISSUE: when the certificate can issue others (2.2.9.3). */
  readonly issuancePeriod?: Period;
  readonly authenticatedData: readonly AuthenticatedData[];
  /** The first ENABLINGBITS in document order; a use license has one for each right. */
  readonly enablingBits?: { readonly type: EnablingBitsType; readonly value: string };
  readonly signature?: Signature;
}

/**
 * Parses a certificate or license (MS-RMPR 2.2.9), signed or not. Encrypted rights data without an
 * ISSUER are no certificate; see rights-data.ts.
 *
 * @throws XrmlError when the text is not XrML or lacks what every certificate has.
 */
export function parseCertificate(xml: string): Certificate {
  const root = parseXrml(xml);
  if (root.name !== 'XrML')
    throw new XrmlError(`An XrML element was expected, not <${root.name}>.`);
  const body = requiredChild(root, 'BODY');
  const bodyType = attributeOf(body, 'type');
  const validity = optionalChild(body, 'VALIDITYTIME');
  const descriptor = optionalChild(body, 'DESCRIPTOR');
  const issuedPrincipals = optionalChild(body, 'ISSUEDPRINCIPALS');
  const issuancePeriod = issuancePeriodOf(body);
  const enablingBits = firstDescendant(body, 'ENABLINGBITS');
  const signature = optionalChild(root, 'SIGNATURE');
  return {
    xml,
    root,
    bodyText: sliceElement(xml, body),
    ...(bodyType !== undefined && { bodyType }),
    issuedTime: parseTime(textOf(requiredChild(body, 'ISSUEDTIME'))),
    ...(validity && { validity: parsePeriod(validity) }),
    ...(descriptor && { descriptor: parseObject(requiredChild(descriptor, 'OBJECT')) }),
    issuer: parsePrincipal(requiredChild(body, 'ISSUER')),
    ...(issuedPrincipals && {
      issuedPrincipal: parsePrincipal(requiredChild(issuedPrincipals, 'PRINCIPAL')),
    }),
    ...(issuancePeriod && { issuancePeriod }),
    authenticatedData: childrenNamed(body, 'AUTHENTICATEDDATA').map(parseAuthenticatedData),
    ...(enablingBits && { enablingBits: parseEnablingBits(enablingBits) }),
    ...(signature && { signature: parseSignature(signature) }),
  };
}

function issuancePeriodOf(body: XrmlNode): Period | undefined {
  const rights = firstDescendant(body, 'RIGHTSLIST');
  const issue =
    rights && childrenNamed(rights, 'RIGHT').find(right => attributeOf(right, 'name') === 'ISSUE');
  const range = issue && firstDescendant(issue, 'RANGETIME');
  return range && parsePeriod(range);
}

function parseAuthenticatedData(node: XrmlNode): AuthenticatedData {
  const name = attributeOf(node, 'name');
  return {
    id: requiredAttribute(node, 'id'),
    ...(name !== undefined && { name }),
    value: textOf(node),
  };
}

/**
 * Reads an ENABLINGBITS element (MS-RMPR 2.2.9.1.13).
 *
 * @throws XrmlError when its type is none, or it has no VALUE.
 */
export function parseEnablingBits(node: XrmlNode): { type: EnablingBitsType; value: string } {
  const type = requiredAttribute(node, 'type');
  if (type !== 'sealed-key' && type !== 'sealed-key-v2')
    throw new XrmlError(
      `ENABLINGBITS is of type "${type}"; sealed-key or sealed-key-v2 is expected.`,
    );
  return { type, value: textOf(requiredChild(node, 'VALUE')) };
}

/**
 * Reads a SIGNATURE element (MS-RMPR 2.2.9.1.12).
 *
 * @throws XrmlError when a part is missing or no base64.
 */
export function parseSignature(node: XrmlNode): Signature {
  const digest = requiredChild(node, 'DIGEST');
  const hash = textOf(requiredChild(digest, 'ALGORITHM')).replace(/^SHA-/, 'SHA');
  const scheme = textOf(requiredChild(node, 'ALGORITHM'));
  const known = scheme === 'RSA PKCS#1-V1.5' && (hash === 'SHA1' || hash === 'SHA256');
  const value = requiredChild(node, 'VALUE');
  return {
    algorithm: known ? hash : 'unknown',
    digest: requiredBase64(requiredChild(digest, 'VALUE'), 'DIGEST'),
    value: requiredBase64(value, 'SIGNATURE'),
    bits: Number(requiredAttribute(value, 'size')),
  };
}

function requiredBase64(value: XrmlNode, owner: string): Uint8Array {
  const bytes = decodeBase64(textOf(value));
  if (bytes === undefined) throw new XrmlError(`The VALUE in ${owner} is no base64.`);
  return bytes;
}
