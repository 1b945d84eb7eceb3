import type { ApplicationData } from './application-data.ts';
import { publishingPoint, referralPoint, type Referral } from './distribution-point.ts';
import { newGuid } from './guid.ts';
import { requireIssuersKey } from './issuers-key.ts';
import type { CryptographicMode } from './mode.ts';
import { element } from './node.ts';
import { policyDescriptor, type PolicyName } from './policy-descriptor.ts';
import { objectElement, principalElements, type Principal } from './principal.ts';
import { rightsDataContent, type ParsedRightsData, type RightGrant } from './rights-data.ts';
import type { RsaKeyPair, RsaPublicKey } from './rsa.ts';
import { signCertificate, verifySignature } from './signature.ts';
import type { TimeCondition } from './time-condition.ts';
import { formatTime } from './time.ts';

export interface RightsPolicyTemplateRequest {
  readonly mode: CryptographicMode;
  /** The principal that the server's certificate issues; its security levels are left out. */
  readonly issuer: Principal;
  /** The issuer's key pair. */
  readonly signWith: RsaKeyPair;
  /** Name and description of the policy, one for each language. */
  readonly names: readonly PolicyName[];
  /** The intranet licensing URL of the server (MS-RMPR 2.2.9.10.3). */
  readonly publishingUrl: string;
  readonly referral?: Omit<Referral, 'name'>;
  /** Besides OWNER for the owner, which every template grants first (2.2.9.10.4). */
  readonly rights: readonly RightGrant[];
  /** PRECONDITIONLIST (2.2.9.10.4.1). */
  readonly validity?: TimeCondition;
  readonly applicationSpecific?: readonly ApplicationData[];
  /** UTC, written to the minute; now by default. */
  readonly issuedTime?: Date;
  /** Identifies the template; random by default. */
  readonly guid?: string;
}

/**
 * Builds and signs an official rights policy template as XML without added white space (MS-RMPR
 * 2.2.9.10). `parseRightsData` reads it. The same request with time and GUID gives the same text.
 *
 * @throws XrmlError when `signWith` is not the key that the issuer states, or the policy has no name.
 */
export function buildRightsPolicyTemplate(request: RightsPolicyTemplateRequest): string {
  const { mode, issuer, signWith, referral, validity, applicationSpecific } = request;
  requireIssuersKey('template', issuer, signWith);
  const descriptor = policyDescriptor(request.guid ?? newGuid(), request.names);
  const owner: RightGrant = { name: 'OWNER', principal: { type: 'Internal', id: 'Owner' } };
  const body = element(
    'BODY',
    [['type', 'Microsoft Official Rights Template']],
    element('ISSUEDTIME', [], formatTime(request.issuedTime ?? new Date())),
    element('DESCRIPTOR', [], objectElement(descriptor)),
    element('ISSUER', [], ...principalElements({ ...issuer, securityLevels: [] })),
    publishingPoint(request.publishingUrl),
    referral && referralPoint(referral),
    ...rightsDataContent({
      object: element('OBJECT', [], element('ID', [['type', '']])),
      rights: [owner, ...request.rights],
      ...(validity && { validity }),
      ...(applicationSpecific && { applicationSpecific }),
    }),
  );
  const attributes = [
    ['xmlns', ''],
    ['version', '1.2'],
  ] as const;
  return signCertificate(element('XrML', attributes, body), signWith, mode);
}

/**
 * Whether rights data are those of an official template whose signature holds under `key`, by default
 * the one that their own ISSUER states, which proves integrity but no trust (MS-RMPR 3.5.4.1). False
 * for rights data of the other type, and without ISSUER or signature.
 */
export function templateSignatureHolds(rightsData: ParsedRightsData, key?: RsaPublicKey): boolean {
  const { type, bodyText, issuer, signature } = rightsData;
  if (type !== 'Microsoft Official Rights Template' || !issuer || !signature) return false;
  return verifySignature({ bodyText, issuer, signature }, key ?? issuer.publicKey).valid;
}
