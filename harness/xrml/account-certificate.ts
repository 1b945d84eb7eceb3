import type { KeyObject } from 'node:crypto';
import { parseCertificate, type Certificate } from './certificate.ts';
import {
  certificationPoints,
  distributionPointElements,
  parseServiceUrls,
  type ServiceUrls,
} from './service-urls.ts';
import { sealPrivateKey } from './enabling-bits.ts';
import { enablingBitsElement } from './enabling-bits-element.ts';
import { braced, newGuid } from './guid.ts';
import type { CryptographicMode } from './mode.ts';
import { optionalChild, requiredChild } from './navigate.ts';
import { element, serialise, type XrmlNode } from './node.ts';
import { periodElements } from './period-elements.ts';
import {
  objectElement,
  parseObject,
  parseSecurityLevels,
  principalElements,
  securityLevelElement,
  type Principal,
  type SecurityLevel,
  type XrmlObject,
} from './principal.ts';
import type { RsaKeyPair, RsaPublicKey } from './rsa.ts';
import { signAs } from './sign-as.ts';
import { formatTime, type Period } from './time.ts';
import { XrmlError } from './xrml-error.ts';

/** How a user was authenticated, which says what the user's id is (MS-RMPR 2.2.9.5.4). */
export const userTypes = ['Windows', 'Federation', 'Passport'] as const;

/** A user, as the OBJECT of a Group-Identity states it (MS-RMPR 2.2.9.5.4). */
export interface UserIdentity {
  readonly type: (typeof userTypes)[number];
  /** A SID for Windows, a GUID for Federation, a PUID for Passport. */
  readonly id: string;
  readonly emailAddress: string;
  /** Federated users only. */
  readonly aliases?: readonly string[];
}

export interface AccountCertificateRequest {
  readonly mode: CryptographicMode;
  /** The principal that the SLC issues; copied as it is (2.2.9.5.2). */
  readonly issuer: Principal;
  readonly signWith: RsaKeyPair;
  readonly user: UserIdentity;
  readonly publicKey: RsaPublicKey;
  /** Persistent by default. */
  readonly persistence?: 'Persistent' | 'Temporary';
  /** Where accounts are certified; without it, no DISTRIBUTIONPOINT is written. */
  readonly urls?: ServiceUrls;
  /** UTC, written to the minute; now by default. */
  readonly issuedTime?: Date;
  /** From a day before `issuedTime`, as in 4.5.2, until a year after it or 15 minutes (note 18). */
  readonly validity?: Period;
  /** Identifies the certificate; random by default. */
  readonly guid?: string;
}

/** A RAC, or a user public-key certificate, which has no FEDERATIONPRINCIPALS. */
export interface AccountCertificate {
  readonly certificate: Certificate;
  readonly user: UserIdentity;
  /** What ISSUEDPRINCIPALS states, to be copied into a use license or a CLC. */
  readonly principal: Principal;
  readonly persistence: 'Persistent' | 'Temporary';
  readonly urls: Partial<ServiceUrls>;
  readonly hasFederationPrincipals: boolean;
  /** The machine that FEDERATIONPRINCIPALS binds the private key to. */
  readonly machine?: XrmlObject & { readonly securityLevels: readonly SecurityLevel[] };
}

const minute = 60 * 1000;
const day = 24 * 60 * minute;
const lifetimes = { Persistent: 365 * day, Temporary: 15 * minute } as const;

/** What FEDERATIONPRINCIPALS copies from the SPC besides the OBJECT (2.2.9.5.5). */
const machineLevels: readonly string[] = ['Platform', 'Manufacturer', 'Repository'];

/**
 * Issues a RAC (MS-RMPR 2.2.9.5): a user public-key certificate with FEDERATIONPRINCIPALS, which holds
 * the account's private key sealed for the machine of an SPC. Given time, GUID and keys, all but the
 * VALUE of ENABLINGBITS and the signature is the same every time.
 *
 * @throws XrmlError when `signWith` is not the key that the issuer states.
 */
export function issueAccountCertificate(
  request: AccountCertificateRequest & {
    readonly machine: Principal;
    readonly privateKey: KeyObject;
  },
): string {
  const { mode, machine, privateKey } = request;
  const hashed = serialise(issuerElement(request.issuer));
  const sealed = sealPrivateKey({ mode, recipient: machine.publicKey, key: privateKey, hashed });
  const principal = element(
    'PRINCIPAL',
    [],
    objectElement(machine),
    enablingBitsElement(sealed),
    ...machine.securityLevels
      .filter(level => machineLevels.includes(level.name))
      .map(securityLevelElement),
  );
  return issue(request, element('FEDERATIONPRINCIPALS', [], principal));
}

/**
 * Issues a user public-key certificate: a RAC without FEDERATIONPRINCIPALS (MS-RMSI 3.3.1). The same
 * request with time and GUID gives the same text.
 *
 * @throws XrmlError when `signWith` is not the key that the issuer states.
 */
export function issueUserPublicKeyCertificate(request: AccountCertificateRequest): string {
  return issue(request);
}

/**
 * Reads a RAC or a user public-key certificate (MS-RMPR 2.2.9.5, MS-RMSI 3.3.1). Neither signature nor
 * validity is judged.
 *
 * @throws XrmlError when the text is another kind of certificate, or lacks the user, the account's key
 * or whether it is persistent.
 */
export function parseAccountCertificate(xml: string): AccountCertificate {
  const certificate = parseCertificate(xml);
  const { descriptor, issuedPrincipal: principal } = certificate;
  if (descriptor?.objectType !== 'Group-Identity-Credential')
    throw new XrmlError(
      `A RAC has a DESCRIPTOR of type Group-Identity-Credential; this one is ${descriptor?.objectType ?? 'missing'}.`,
    );
  if (principal === undefined) throw new XrmlError('The RAC has no ISSUEDPRINCIPALS.');
  const body = requiredChild(certificate.root, 'BODY');
  const federation = optionalChild(body, 'FEDERATIONPRINCIPALS');
  return {
    certificate,
    user: userOf(principal),
    principal,
    persistence: persistenceOf(principal),
    urls: parseServiceUrls(certificationPoints, body),
    hasFederationPrincipals: federation !== undefined,
    ...(federation && { machine: parseMachine(federation) }),
  };
}

/**
 * Reads the user that a Group-Identity states (MS-RMPR 2.2.9.5.4, 2.2.9.6.4).
 *
 * @throws XrmlError when the object is another, or lacks the address.
 */
export function userOf(object: XrmlObject): UserIdentity {
  const { objectType, idType, id, name, aliases } = object;
  const type = userTypes.find(candidate => candidate === idType);
  if (objectType !== 'Group-Identity' || type === undefined)
    throw new XrmlError(
      `A Group-Identity with an ID of type ${userTypes.join(', ')} was expected, not ${objectType ?? 'an OBJECT without type'} with ${idType}.`,
    );
  if (id === '' || name === undefined || name === '')
    throw new XrmlError('The Group-Identity lacks the user’s ID or email address.');
  return { type, id, emailAddress: name, ...(aliases && { aliases }) };
}

function issue(request: AccountCertificateRequest, federation?: XrmlNode): string {
  const { user, publicKey, urls } = request;
  const persistence = request.persistence ?? 'Persistent';
  const issuedTime = request.issuedTime ?? new Date();
  const validity = request.validity ?? {
    from: new Date(issuedTime.getTime() - day),
    until: new Date(issuedTime.getTime() + lifetimes[persistence]),
  };
  const id = braced(request.guid ?? newGuid());
  const descriptor = { objectType: 'Group-Identity-Credential', idType: 'MS-GUID', id };
  const principal: Principal = {
    objectType: 'Group-Identity',
    idType: user.type,
    id: user.id,
    name: user.emailAddress,
    ...(user.aliases && { aliases: user.aliases }),
    publicKey,
    securityLevels: [
      { name: 'Group-Identity-Credential-Type', value: persistence },
      { name: 'Group-Identity-Type', value: 'Group' },
      { name: 'Group-Identity-Policy', value: 'Group-Identity-Credential' },
    ],
  };
  return signAs(
    request,
    element('ISSUEDTIME', [], formatTime(issuedTime)),
    element('VALIDITYTIME', [], ...periodElements(validity)),
    element('DESCRIPTOR', [], objectElement(descriptor)),
    issuerElement(request.issuer),
    ...(urls ? distributionPointElements(certificationPoints, urls) : []),
    element(
      'ISSUEDPRINCIPALS',
      [],
      element('PRINCIPAL', [['internal-id', '1']], ...principalElements(principal)),
    ),
    federation,
  );
}

function issuerElement(issuer: Principal): XrmlNode {
  return element('ISSUER', [], ...principalElements(issuer));
}

function persistenceOf(principal: Principal): 'Persistent' | 'Temporary' {
  const value = principal.securityLevels.find(
    level => level.name === 'Group-Identity-Credential-Type',
  )?.value;
  if (value !== 'Persistent' && value !== 'Temporary')
    throw new XrmlError(
      `Group-Identity-Credential-Type is ${value ?? 'missing'}; Persistent or Temporary is expected.`,
    );
  return value;
}

function parseMachine(federation: XrmlNode): NonNullable<AccountCertificate['machine']> {
  const principal = requiredChild(federation, 'PRINCIPAL');
  requiredChild(principal, 'ENABLINGBITS');
  return {
    ...parseObject(requiredChild(principal, 'OBJECT')),
    securityLevels: parseSecurityLevels(principal),
  };
}
