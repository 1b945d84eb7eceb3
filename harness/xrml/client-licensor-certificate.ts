import type { KeyObject } from 'node:crypto';
import { userOf, type UserIdentity } from './account-certificate.ts';
import { parseCertificate, type Certificate } from './certificate.ts';
import {
  distributionPointElements,
  licensingPoints,
  parseServiceUrls,
  type ServiceUrls,
} from './service-urls.ts';
import { sealPrivateKey } from './enabling-bits.ts';
import { enablingBitsElement } from './enabling-bits-element.ts';
import { braced, newGuid } from './guid.ts';
import type { CryptographicMode } from './mode.ts';
import { requiredChild } from './navigate.ts';
import { element, serialise } from './node.ts';
import { periodElements } from './period-elements.ts';
import { objectElement, principalElements, type Principal } from './principal.ts';
import type { RsaKeyPair, RsaPublicKey } from './rsa.ts';
import { signAs } from './sign-as.ts';
import { formatTime, type Period } from './time.ts';
import { XrmlError } from './xrml-error.ts';

export interface ClientLicensorCertificateRequest {
  readonly mode: CryptographicMode;
  /** The principal that the SLC issues; copied as it is (MS-RMPR 2.2.9.6.2). */
  readonly issuer: Principal;
  readonly signWith: RsaKeyPair;
  /** The principal that the RAC issues: its OBJECT is copied, the private key sealed for its key. */
  readonly account: Principal;
  readonly publicKey: RsaPublicKey;
  readonly privateKey: KeyObject;
  /** Where use licenses for what is published with the certificate are to be had (2.2.9.6.3). */
  readonly urls: ServiceUrls;
  /** When the certificate can issue: VALIDITYTIME of the RAC (3.5.4.2). */
  readonly issuancePeriod: Period;
  /** UTC, written to the minute; now by default. */
  readonly issuedTime?: Date;
  /** Identifies the certificate; random by default. */
  readonly guid?: string;
}

export interface ClientLicensorCertificate {
  readonly certificate: Certificate;
  readonly user: UserIdentity;
  /** What ISSUEDPRINCIPALS states: the ISSUER of what is published offline. */
  readonly principal: Principal;
  readonly urls: ServiceUrls;
  readonly issuancePeriod: Period;
}

/**
 * Issues a CLC (MS-RMPR 2.2.9.6), which lets a user publish offline; its private key is sealed for the
 * account. Given time, GUID and keys, all but the VALUE of ENABLINGBITS and the signature is the same
 * every time.
 *
 * @throws XrmlError when `signWith` is not the key that the issuer states.
 */
export function issueClientLicensorCertificate(request: ClientLicensorCertificateRequest): string {
  const { mode, account, publicKey, privateKey, issuancePeriod } = request;
  const id = braced(request.guid ?? newGuid());
  const object = objectElement({
    objectType: 'Client-Licensor-Certificate',
    idType: 'MS-GUID',
    id,
  });
  const issuer = element('ISSUER', [], ...principalElements(request.issuer));
  const sealed = sealPrivateKey({
    mode,
    recipient: account.publicKey,
    key: privateKey,
    hashed: serialise(issuer),
  });
  const principal: Principal = { ...account, publicKey, securityLevels: [] };
  const conditions = element(
    'CONDITIONLIST',
    [],
    element('TIME', [], element('RANGETIME', [], ...periodElements(issuancePeriod))),
    element(
      'ACCESS',
      [],
      element('PRINCIPAL', [['internal-id', '1']], enablingBitsElement(sealed)),
    ),
  );
  const right = element('RIGHT', [['name', 'ISSUE']], conditions);
  return signAs(
    request,
    element('ISSUEDTIME', [], formatTime(request.issuedTime ?? new Date())),
    element('DESCRIPTOR', [], object),
    issuer,
    ...distributionPointElements(licensingPoints, request.urls),
    element(
      'ISSUEDPRINCIPALS',
      [],
      element('PRINCIPAL', [['internal-id', '1']], ...principalElements(principal)),
    ),
    element(
      'WORK',
      [],
      object,
      element('RIGHTSGROUP', [['name', 'Main-Rights']], element('RIGHTSLIST', [], right)),
    ),
  );
}

/**
 * Reads a CLC (MS-RMPR 2.2.9.6). Neither signature nor period is judged.
 *
 * @throws XrmlError when the text is another kind of certificate, or lacks the user, the intranet
 * URL, the right ISSUE with its period, or the sealed private key.
 */
export function parseClientLicensorCertificate(xml: string): ClientLicensorCertificate {
  const certificate = parseCertificate(xml);
  const { descriptor, issuedPrincipal: principal, issuancePeriod, enablingBits } = certificate;
  if (descriptor?.objectType !== 'Client-Licensor-Certificate')
    throw new XrmlError(
      `A CLC has a DESCRIPTOR of type Client-Licensor-Certificate; this one is ${descriptor?.objectType ?? 'missing'}.`,
    );
  if (principal === undefined) throw new XrmlError('The CLC has no ISSUEDPRINCIPALS.');
  if (issuancePeriod === undefined)
    throw new XrmlError('The CLC has no right ISSUE with a RANGETIME.');
  if (enablingBits === undefined) throw new XrmlError('The CLC has no ENABLINGBITS.');
  const { intranet, ...extranet } = parseServiceUrls(
    licensingPoints,
    requiredChild(certificate.root, 'BODY'),
  );
  if (intranet === undefined)
    throw new XrmlError('The CLC has no DISTRIBUTIONPOINT of type License-Acquisition-URL.');
  const urls = { intranet, ...extranet };
  return { certificate, user: userOf(principal), principal, urls, issuancePeriod };
}
