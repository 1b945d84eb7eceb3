import { child, children, type XmlElement } from '../../harness/xml/element.ts';
import { escapeText } from '../../harness/xml/escape.ts';
import type { Principal } from '../../harness/xrml/certificate.ts';
import type { RsaPublicKey } from '../../harness/xrml/rsa.ts';
import { conformingDirectory } from './directory-rules.ts';
import { addressesOf, type DirectoryUser } from './directory.ts';
import { licensingService } from './endpoint.ts';
import { isNil } from './nil.ts';
import type { Refusal } from './refusal.ts';
import { entriesOf, type Entries } from './request-arrays.ts';
import type { ServerState } from './state.ts';

/** One AcquirePreLicenseResponse; ReferenceCertificates are left out when undefined. */
export interface PreLicenses {
  /** XML that stands in the Certificates of Licenses: use licenses, and errors in their place. */
  readonly licenses: readonly string[];
  readonly certificateChain: readonly string[];
  readonly referenceCertificates: readonly string[] | undefined;
}

/** AcquirePreLicense (MS-RMSI 3.5.4.1). */
export interface AcquirePreLicenseRules {
  readonly preLicenseIsClosed: (state: ServerState) => boolean;
  /** The AcquirePreLicenseParams of a request; undefined when RequestParams is absent or nil. */
  readonly readPreLicenseParams: (operation: XmlElement) => Entries | undefined;
  /** One string for each identity, undefined for a nil one; undefined when the array is null. */
  readonly readLicenseeIdentities: (
    params: XmlElement,
  ) => readonly (string | undefined)[] | undefined;
  /** The Certificates of IssuanceLicense; undefined when it is absent or nil. */
  readonly readPreLicenseRightsLabel: (params: XmlElement) => Entries | undefined;
  readonly licenseeOf: (state: ServerState, identity: string) => DirectoryUser | undefined;
  /** The principal that the user's account certificate issues. */
  readonly licenseePrincipal: (user: DirectoryUser, publicKey: RsaPublicKey) => Principal;
  /** By which a policy may name the user. */
  readonly licenseeAddresses: (user: DirectoryUser, state: ServerState) => readonly string[];
  /** Whether what goes wrong for one user is told in place of the user's license. */
  readonly preLicenseErrorIsInPlace: (refusal: Refusal, identity: string | undefined) => boolean;
  readonly preLicenseBatchIndex: (index: number) => number;
  readonly writePreLicenseException: (exceptionString: string, batchIndex: number) => string;
  /** What stands in Licenses, given one entry for each identity. */
  readonly preLicenses: (entries: readonly string[]) => readonly string[];
  readonly preLicenseChain: (state: ServerState) => readonly string[];
  readonly preLicenseReferences: (state: ServerState) => readonly string[] | undefined;
  /** The answer instead of a refusal of the whole request; undefined lets it stand. */
  readonly preLicenseInsteadOf: (
    refusal: Refusal,
    state: ServerState,
  ) => readonly PreLicenses[] | undefined;
  readonly writePreLicenseResponse: (answers: readonly PreLicenses[]) => string;
}

const { namespace } = licensingService;

/** No schema states a namespace for AcquirePreLicenseException: the service's own is the one near. */
const exceptionNamespace = namespace;

export const conformingAcquirePreLicense: AcquirePreLicenseRules = {
  preLicenseIsClosed: state => state.serverDecommissioned,
  readPreLicenseParams: operation =>
    entriesOf(operation, 'RequestParams', 'AcquirePreLicenseParams', namespace),
  readLicenseeIdentities: params => {
    const identities = child(params, 'LicenseeIdentities', namespace);
    if (identities === undefined || isNil(identities)) return undefined;
    return children(identities, 'string', namespace).map(identity =>
      isNil(identity) ? undefined : identity.text,
    );
  },
  readPreLicenseRightsLabel: params =>
    entriesOf(params, 'IssuanceLicense', 'Certificate', namespace),
  licenseeOf: (state, identity) => conformingDirectory.userByEmailAddress(state, identity),
  licenseePrincipal: ({ SID, emailAddress }, publicKey) => ({
    objectType: 'Group-Identity',
    idType: 'Windows',
    id: SID,
    name: emailAddress,
    publicKey,
    securityLevels: [],
  }),
  licenseeAddresses: addressesOf,
  preLicenseErrorIsInPlace: () => true,
  preLicenseBatchIndex: index => index,
  writePreLicenseException: (exceptionString, batchIndex) =>
    writeLicenseException(
      'AcquirePreLicenseException',
      exceptionNamespace,
      exceptionString,
      batchIndex,
    ),
  preLicenses: entries => entries,
  preLicenseChain: state => state.SLC,
  preLicenseReferences: () => [],
  preLicenseInsteadOf: () => undefined,
  writePreLicenseResponse: answers =>
    `<tns:AcquirePreLicenseResponse xmlns:tns="${namespace}"><tns:AcquirePreLicenseResult>` +
    answers
      .map(
        ({ licenses, certificateChain, referenceCertificates }) =>
          '<tns:AcquirePreLicenseResponse>' +
          writeCertificates('Licenses', licenses) +
          writeCertificates('CertificateChain', certificateChain) +
          writeCertificates('ReferenceCertificates', referenceCertificates) +
          '</tns:AcquirePreLicenseResponse>',
      )
      .join('') +
    '</tns:AcquirePreLicenseResult></tns:AcquirePreLicenseResponse>',
};

/** An array of certificates; the prefix keeps XrML, which is in no namespace, unchanged. */
export function writeCertificates(
  name: string,
  certificates: readonly string[] | undefined,
): string {
  if (certificates === undefined) return '';
  const entries = certificates.map(xml => `<tns:Certificate>${xml}</tns:Certificate>`);
  return `<tns:${name}>${entries.join('')}</tns:${name}>`;
}

/** An error in place of a use license (MS-RMSI 3.5.4.1.3.5, MS-RMPR 3.4.4.1.3.5). */
export function writeLicenseException(
  name: string,
  namespaceOfException: string,
  exceptionString: string,
  batchIndex: number,
): string {
  return (
    `<${name} xmlns="${namespaceOfException}">` +
    `<ExceptionString>${escapeText(exceptionString)}</ExceptionString>` +
    `<batchindex>${String(batchIndex)}</batchindex></${name}>`
  );
}
