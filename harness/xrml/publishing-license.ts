import type { ApplicationData } from './application-data.ts';
import type { Certificate } from './certificate.ts';
import type { ContentKey } from './content-key.ts';
import { pointType, referralPoint, type Referral } from './distribution-point.ts';
import { enablingBitsElement } from './enabling-bits-element.ts';
import { sealContentKey } from './enabling-bits.ts';
import { newGuid } from './guid.ts';
import { requireIssuersKey } from './issuers-key.ts';
import type { CryptographicMode } from './mode.ts';
import { attributeOf, childrenNamed, requiredChild } from './navigate.ts';
import { element, serialise, type XrmlNode } from './node.ts';
import { ownerMetadata, type Owner } from './owner.ts';
import { periodElements } from './period-elements.ts';
import { settlePolicies } from './policy-list.ts';
import { objectElement, principalElements, type Principal, type XrmlObject } from './principal.ts';
import { revocationConditions, type RevocationPoint } from './revocation-point.ts';
import {
  buildRightsData,
  encryptedRightsDataId,
  encryptedRightsDataOf,
  encryptRightsData,
  workObject,
  type RightGrant,
} from './rights-data.ts';
import type { RsaKeyPair } from './rsa.ts';
import { distributionPointElements, licensingPoints, type ServiceUrls } from './service-urls.ts';
import { signBody } from './signature.ts';
import type { TimeCondition } from './time-condition.ts';
import { formatTime, type Period } from './time.ts';

export interface PublishingLicenseRequest {
  readonly mode: CryptographicMode;
  /**
   * The principal that the content key is sealed for: the one that the SLC issues, or the issuer of
   * the CLC when publishing offline, which is the same (MS-RMPR 2.2.9.7.4).
   */
  readonly server: Principal;
  readonly contentKey: ContentKey;
  /** None by default. */
  readonly rights?: readonly RightGrant[];
  /**
   * The plaintext of the rights data, in place of `rights`, `applicationSpecific`, `rightsValidity`
   * and what the license passes on to them: an official template is copied verbatim (2.2.9.8).
   */
  readonly rightsData?: string;
  readonly owner: Owner;
  /** Where use licenses are to be had (MS-RMPR 2.2.9.7.3). */
  readonly urls: ServiceUrls;
  /** Application-specific data in the rights data (MS-RMPR 2.2.9.8.6). */
  readonly applicationSpecific?: readonly ApplicationData[];
  /** PRECONDITIONLIST of the rights data (2.2.9.8.5.2). */
  readonly rightsValidity?: TimeCondition;
  /** GUID and name of the policy, here and in the rights data; `policyDescriptor` makes one. */
  readonly descriptor?: XrmlObject;
  /** VALIDITYTIME, which 3.4.4.1 judges though the template of 2.2.9.7 does not show it. */
  readonly validity?: Period;
  /** Whom to ask for rights, here and in the rights data. */
  readonly referral?: Referral;
  readonly revocation?: RevocationPoint;
  /** POLICYLIST elements: in the license when it is unsigned, else in its rights data (2.2.9.7). */
  readonly policies?: readonly XrmlNode[];
  /** UTC, written to the minute; now by default. */
  readonly issuedTime?: Date;
  /** Identifies the work, here and in the rights data; random by default. */
  readonly guid?: string;
  /** By default the server, as for online publishing; offline the principal that the CLC issues. */
  readonly issuer?: Principal;
  /** The issuer's key pair; without it the license stays unsigned, as a client submits it. */
  readonly signWith?: RsaKeyPair;
}

/**
 * Builds a publishing license as XML without added white space (MS-RMPR 2.2.9.7): rights data are
 * encrypted with the content key, which is sealed for the server. Given time, GUID and keys, all but
 * the VALUE of ENABLINGBITS is the same every time.
 *
 * @throws XrmlError when `signWith` is not the key that the issuer states.
 */
export function buildPublishingLicense(request: PublishingLicenseRequest): string {
  const { mode, server, owner, descriptor, validity, referral, revocation, signWith } = request;
  const issuer = request.issuer ?? server;
  const issuedTime = request.issuedTime ?? new Date();
  const guid = request.guid ?? newGuid();
  if (signWith) requireIssuersKey('publishing license', issuer, signWith);
  const plain = request.rightsData ?? rightsDataOf(request, issuedTime, guid);
  const policies = request.policies ?? [];
  const { rightsData, left } = signWith
    ? settlePolicies(plain, policies)
    : { rightsData: plain, left: policies };
  const body = element(
    'BODY',
    [
      ['type', 'Microsoft Rights Label'],
      ['version', '3.0'],
    ],
    element('ISSUEDTIME', [], formatTime(issuedTime)),
    validity && element('VALIDITYTIME', [], ...periodElements(validity)),
    descriptor && element('DESCRIPTOR', [], objectElement(descriptor)),
    element('ISSUER', [], ...principalElements(issuer)),
    ...distributionPointElements(licensingPoints, request.urls),
    sealedPrincipals(mode, server, request.contentKey),
    referral && referralPoint(referral),
    element(
      'WORK',
      [],
      workObject(guid),
      ownerMetadata(owner),
      revocation && revocationConditions(revocation),
    ),
    element(
      'AUTHENTICATEDDATA',
      [['id', encryptedRightsDataId]],
      encryptRightsData(rightsData, request.contentKey),
    ),
    ...left,
  );
  const attributes = [
    ['version', '1.2'],
    ['xmlns', ''],
  ] as const;
  const signature = signWith && signBody(body, signWith, mode);
  return serialise(element('XrML', attributes, body, signature));
}

/**
 * ISSUEDPRINCIPALS of a publishing license as text without ENABLINGBITS: what the hash inside the
 * ENABLINGBITS is taken over (`assumptions.enablingBitsHashedText`).
 */
export function enablingBitsHashedText(server: Principal): string {
  return serialise(issuedPrincipals(server));
}

/** What a server puts into a publishing license when it signs one. */
export interface Resealing {
  readonly mode: CryptographicMode;
  /** The principal that the content key is sealed for; it becomes the one of ISSUEDPRINCIPALS. */
  readonly server: Principal;
  readonly contentKey: ContentKey;
  /** The plaintext. */
  readonly rightsData: string;
  readonly issuer: Principal;
  readonly signWith: RsaKeyPair;
  /** UTC, written to the minute; by default what the license states stays. */
  readonly issuedTime?: Date;
  /** By default the URLs in the license stay. */
  readonly urls?: ServiceUrls;
}

/**
 * Replaces content key, rights data and issuer of a publishing license and signs it: what a server
 * does in AcquireIssuanceLicense (MS-RMPR 3.5.4.1) and EditIssuanceLicense (MS-RMSI 3.4.4.1). A
 * signature that is there is replaced, and POLICYLISTs move into the rights data; everything else stays
 * as it is.
 *
 * @throws XrmlError when `signWith` is not the key that the issuer states, or the license lacks a part
 *   that would be replaced.
 */
export function resealPublishingLicense(license: Certificate, change: Resealing): string {
  const { mode, server, contentKey, issuer, signWith, issuedTime, urls } = change;
  requireIssuersKey('publishing license', issuer, signWith);
  // Throws for a license without rights data, in which nothing could be replaced.
  encryptedRightsDataOf(license);
  const body = requiredChild(license.root, 'BODY');
  requiredChild(body, 'ISSUEDPRINCIPALS');
  const policies = childrenNamed(body, 'POLICYLIST');
  const { rightsData, left } = settlePolicies(change.rightsData, policies);
  const replace = (node: XrmlNode | string): readonly (XrmlNode | string)[] => {
    if (typeof node === 'string') return [node];
    if (node.name === 'ISSUEDTIME' && issuedTime)
      return [element('ISSUEDTIME', [], formatTime(issuedTime))];
    if (node.name === 'ISSUER')
      return [
        element('ISSUER', [], ...principalElements(issuer)),
        ...(urls ? distributionPointElements(licensingPoints, urls) : []),
      ];
    if (node.name === 'ISSUEDPRINCIPALS') return [sealedPrincipals(mode, server, contentKey)];
    if (node.name === 'POLICYLIST' && !left.includes(node)) return [];
    if (node.name === 'DISTRIBUTIONPOINT' && urls && isLicensingPoint(node)) return [];
    return attributeOf(node, 'id') === encryptedRightsDataId
      ? [{ ...node, children: [encryptRightsData(rightsData, contentKey)] }]
      : [node];
  };
  const resealed = { ...body, children: body.children.flatMap(replace) };
  const signature = signBody(resealed, signWith, mode);
  return serialise({ ...license.root, children: [resealed, signature] });
}

function rightsDataOf(request: PublishingLicenseRequest, issuedTime: Date, guid: string): string {
  const { owner, descriptor, referral, rightsValidity, applicationSpecific } = request;
  return buildRightsData({
    issuedTime,
    guid,
    owner,
    rights: request.rights ?? [],
    ...(descriptor && { descriptor }),
    ...(referral && { referral }),
    ...(rightsValidity && { validity: rightsValidity }),
    ...(applicationSpecific && { applicationSpecific }),
  });
}

function isLicensingPoint(point: XrmlNode): boolean {
  const type = pointType(point);
  return type === licensingPoints.intranet.type || type === licensingPoints.extranet.type;
}

function issuedPrincipals(server: Principal, ...sealed: readonly XrmlNode[]): XrmlNode {
  const principal = element(
    'PRINCIPAL',
    [['internal-id', '1']],
    ...principalElements(server),
    ...sealed,
  );
  return element('ISSUEDPRINCIPALS', [], principal);
}

function sealedPrincipals(mode: CryptographicMode, server: Principal, key: ContentKey): XrmlNode {
  const hashed = enablingBitsHashedText(server);
  const sealed = sealContentKey({ mode, recipient: server.publicKey, key, hashed });
  return issuedPrincipals(server, enablingBitsElement(sealed));
}
