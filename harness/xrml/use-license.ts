import type { KeyObject } from 'node:crypto';
import { sliceElement } from './body-text.ts';
import { parseCertificate, parseEnablingBits, type Certificate } from './certificate.ts';
import { sameContentKey, type ContentKey } from './content-key.ts';
import { findReferral } from './distribution-point.ts';
import { enablingBitsElement } from './enabling-bits-element.ts';
import { openContentKey, sealContentKey } from './enabling-bits.ts';
import { braced, newGuid } from './guid.ts';
import { requireIssuersKey } from './issuers-key.ts';
import type { CryptographicMode, EnablingBitsType } from './mode.ts';
import { childrenNamed, optionalChild, requiredChild, textOf } from './navigate.ts';
import { element, serialise, type XrmlNode } from './node.ts';
import { ownerElement } from './owner.ts';
import { objectElement, principalElements, type Principal } from './principal.ts';
import { parseRights, rightElement, rightsGroup } from './right-element.ts';
import type { RsaKeyPair } from './rsa.ts';
import { signCertificate } from './signature.ts';
import { parseTimeCondition, timeElement, type TimeCondition } from './time-condition.ts';
import { formatTime } from './time.ts';
import { XrmlError } from './xrml-error.ts';

/** A right that a use license grants, and when it can be exercised (MS-RMPR 2.2.9.9.6). */
export interface UsageGrant {
  readonly name: string;
  readonly time?: TimeCondition;
  /** The second condition of a right that has both a period and a number of days. */
  readonly interval?: { readonly days: number };
}

/** Versions of operating systems that may not use the license, both ends included (2.2.9.9.9). */
export interface VersionSpan {
  readonly minimum: string;
  readonly maximum: string;
}

export interface UseLicenseRequest {
  readonly mode: CryptographicMode;
  readonly issuer: Principal;
  /** The issuer's key pair. */
  readonly signWith: RsaKeyPair;
  /** The principal that the RAC issues. */
  readonly licensee: Principal;
  readonly contentKey: ContentKey;
  /** To an owner OWNER alone (2.2.9.9.6). */
  readonly rights: readonly UsageGrant[];
  /** OBJECT of the publishing license's WORK. */
  readonly work: XrmlNode;
  /** OWNER in the METADATA of the publishing license's WORK. */
  readonly owner?: XrmlNode;
  /** DISTRIBUTIONPOINT of type Referral-Info, copied from the publishing license. */
  readonly referral?: XrmlNode;
  /** CONDITIONLIST with the revocation point of the publishing license's WORK (2.2.9.9.10). */
  readonly revocation?: XrmlNode;
  readonly excludedSystems?: readonly VersionSpan[];
  /** POLICYLIST elements of the rights data, and of the server. */
  readonly policies?: readonly XrmlNode[];
  /** Name of the policy, for the DESCRIPTOR. */
  readonly name?: string;
  /** UTC, written to the minute; now by default. */
  readonly issuedTime?: Date;
  /** Identifies the license; random by default. */
  readonly guid?: string;
}

/**
 * Builds and signs a use license as XML without added white space (MS-RMPR 2.2.9.9). Each right holds
 * the content key, sealed for the licensee. Given time, GUID and keys, all but the VALUEs of
 * ENABLINGBITS and SIGNATURE is the same every time.
 *
 * @throws XrmlError when `signWith` is not the key that the issuer states.
 */
export function buildUseLicense(request: UseLicenseRequest): string {
  const { mode, issuer, signWith, licensee, name, owner, revocation, policies = [] } = request;
  requireIssuersKey('use license', issuer, signWith);
  const issuerNode = element('ISSUER', [], ...principalElements(issuer));
  const hashed = serialise(issuerNode);
  // 2.2.9.9.3 and the example in 4.5.6 leave out the security levels that a RAC's principal has.
  const identity = principalElements({ ...licensee, securityLevels: [] });
  const grant = ({ name: right, time, interval }: UsageGrant): XrmlNode => {
    const sealed = sealContentKey({
      mode,
      recipient: licensee.publicKey,
      key: request.contentKey,
      hashed,
    });
    const principal = element('PRINCIPAL', [['internal-id', '1']], enablingBitsElement(sealed));
    const access = element('ACCESS', [], principal);
    return rightElement(
      right,
      access,
      time && timeElement(time),
      interval && timeElement(interval),
    );
  };
  const body = element(
    'BODY',
    [
      ['type', 'LICENSE'],
      ['version', '3.0'],
    ],
    element('ISSUEDTIME', [], formatTime(request.issuedTime ?? new Date())),
    element(
      'DESCRIPTOR',
      [],
      objectElement({
        objectType: 'Content-License',
        idType: 'MS-GUID',
        id: braced(request.guid ?? newGuid()),
        ...(name !== undefined && { name }),
      }),
    ),
    issuerNode,
    element('ISSUEDPRINCIPALS', [], element('PRINCIPAL', [['internal-id', '1']], ...identity)),
    request.referral,
    element(
      'WORK',
      [],
      request.work,
      owner && element('METADATA', [], owner),
      revocation,
      rightsGroup(request.rights.map(grant)),
    ),
    excludedSystems(request.excludedSystems ?? []),
    ...policies,
  );
  const attributes = [
    ['xmlns', ''],
    ['version', '1.2'],
    ['purpose', 'Content-License'],
  ] as const;
  return signCertificate(element('XrML', attributes, body), signWith, mode);
}

/** A right of a use license with the content key in it. */
export interface LicensedRight extends UsageGrant {
  readonly enablingBits: { readonly type: EnablingBitsType; readonly value: string };
}

/** A use license, as {@link parseUseLicense} reads it. */
export interface UseLicense {
  readonly certificate: Certificate;
  /** To whom it is issued. */
  readonly licensee: Principal;
  readonly rights: readonly LicensedRight[];
  /** OBJECT of WORK. */
  readonly work: XrmlNode;
  /** POLICYLIST elements. */
  readonly policies: readonly XrmlNode[];
  /** OWNER element. */
  readonly owner?: XrmlNode;
  /** DISTRIBUTIONPOINT of type Referral-Info. */
  readonly referral?: XrmlNode;
  /** CONDITIONLIST with the revocation point. */
  readonly revocation?: XrmlNode;
  readonly excludedSystems: readonly VersionSpan[];
}

/**
 * Parses a use license (MS-RMPR 2.2.9.9); its signature is not verified here.
 *
 * @throws XrmlError when it is no XrML, issues nobody anything, or holds a right without ENABLINGBITS.
 */
export function parseUseLicense(xml: string): UseLicense {
  const certificate = parseCertificate(xml);
  const licensee = certificate.issuedPrincipal;
  if (licensee === undefined) throw new XrmlError('The use license names no licensee.');
  const body = requiredChild(certificate.root, 'BODY');
  const work = requiredChild(body, 'WORK');
  const owner = ownerElement(work);
  const referral = findReferral(body);
  const revocation = optionalChild(work, 'CONDITIONLIST');
  const conditions = optionalChild(body, 'CONDITIONLIST');
  return {
    certificate,
    licensee,
    rights: parseRights(work).map(({ name, conditions }) => parseLicensed(name, conditions)),
    work: requiredChild(work, 'OBJECT'),
    policies: childrenNamed(body, 'POLICYLIST'),
    ...(owner && { owner }),
    ...(referral && { referral }),
    ...(revocation && { revocation }),
    excludedSystems: conditions ? childrenNamed(conditions, 'CONDITION').map(parseSpan) : [],
  };
}

/**
 * The content key of a use license, from the ENABLINGBITS of every right, each with its hash over
 * ISSUER compared (MS-RMPR 2.2.9.1.13, `assumptions.enablingBitsHashedIssuer`).
 *
 * @throws EnablingBitsError when one does not open: another's private key, changed bytes, or the hash
 * @throws XrmlError when the license grants no right, or two rights hold different keys
 */
export function openUseLicense(license: UseLicense, privateKey: KeyObject): ContentKey {
  const { xml, root } = license.certificate;
  const hashed = sliceElement(xml, requiredChild(requiredChild(root, 'BODY'), 'ISSUER'));
  const keys = license.rights.map(({ enablingBits }) =>
    openContentKey({ ...enablingBits, privateKey, hashed }),
  );
  const [first] = keys;
  if (first === undefined) throw new XrmlError('The use license grants no right.');
  const other = keys.findIndex(key => !sameContentKey(key, first));
  if (other !== -1)
    throw new XrmlError(
      `The rights ${license.rights[0]?.name ?? ''} and ${license.rights[other]?.name ?? ''} hold different content keys.`,
    );
  return first;
}

function parseLicensed(name: string, conditions: XrmlNode): LicensedRight {
  const principal = requiredChild(requiredChild(conditions, 'ACCESS'), 'PRINCIPAL');
  const [time, second, ...more] = childrenNamed(conditions, 'TIME').map(parseTimeCondition);
  if (more.length > 0 || (second && !('days' in second)))
    throw new XrmlError(`The right ${name} has more than one period and one number of days.`);
  return {
    name,
    enablingBits: parseEnablingBits(requiredChild(principal, 'ENABLINGBITS')),
    ...(time && { time }),
    ...(second && 'days' in second && { interval: second }),
  };
}

function excludedSystems(spans: readonly VersionSpan[]): XrmlNode | undefined {
  const attributes = [
    ['NAME', 'OS-Exclusion'],
    ['TYPE', 'versionspan'],
  ] as const;
  const conditions = spans.map(({ minimum, maximum }) =>
    element('CONDITION', attributes, `${minimum}-${maximum}`),
  );
  return conditions.length === 0 ? undefined : element('CONDITIONLIST', [], ...conditions);
}

function parseSpan(condition: XrmlNode): VersionSpan {
  const [minimum, maximum, ...more] = textOf(condition).split('-');
  if (minimum === undefined || maximum === undefined || more.length > 0)
    throw new XrmlError(
      `CONDITION holds "${textOf(condition)}"; two versions with a hyphen between them expected.`,
    );
  return { minimum, maximum };
}
