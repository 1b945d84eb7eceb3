import { child, type XmlElement } from '../../harness/xml/element.ts';
import { writeCertificates, writeLicenseException } from './acquire-pre-license-rules.ts';
import { licensingService } from './endpoint.ts';
import { isNil } from './nil.ts';
import { entriesOf, type Entries } from './request-arrays.ts';
import type { ServerState } from './state.ts';
import { conformingVersion, type Version } from './version-rules.ts';

/** One AcquireLicenseResponse; ReferenceCertificates are left out when undefined. */
export interface LicenseAnswer {
  /** XML that stands in the Certificates: the license and its chain, or an error. */
  readonly certificateChain: readonly string[];
  readonly referenceCertificates: readonly string[] | undefined;
}

/** AcquireLicense (MS-RMSI 6.4, MS-RMPR 3.4.4.1). */
export interface AcquireLicenseRules {
  readonly licenseIsClosed: (state: ServerState) => boolean;
  /** The AcquireLicenseParams of a request; undefined when RequestParams is absent or nil. */
  readonly readLicenseParams: (operation: XmlElement) => Entries | undefined;
  readonly readLicenseeCerts: (params: XmlElement) => Entries | undefined;
  readonly readLicenseRightsLabel: (params: XmlElement) => Entries | undefined;
  readonly readApplicationData: (params: XmlElement) => XmlElement | undefined;
  /** Bytes of ApplicationData in UTF-8, its tags included. */
  readonly maximumApplicationDataBytes: number;
  /** Whether a client of this version may ask for several licenses at once. */
  readonly allowsSeveralLicenses: (maximum: Version | undefined) => boolean;
  /** Whether what goes wrong for one of so many licenses is told in its place. */
  readonly licenseErrorIsInPlace: (count: number) => boolean;
  readonly writeAcquireLicenseException: (exceptionString: string, batchIndex: number) => string;
  /** The chain of a use license (MS-RMPR 2.2.9.2). */
  readonly useLicenseChain: (license: string, state: ServerState) => readonly string[];
  readonly licenseReferences: readonly string[] | undefined;
  readonly writeLicenseResponse: (answers: readonly LicenseAnswer[]) => string;
}

const { namespace } = licensingService;

export const conformingAcquireLicense: AcquireLicenseRules = {
  licenseIsClosed: state => state.serverDecommissioned,
  readLicenseParams: operation =>
    entriesOf(operation, 'RequestParams', 'AcquireLicenseParams', namespace),
  readLicenseeCerts: params => entriesOf(params, 'LicenseeCerts', 'Certificate', namespace),
  readLicenseRightsLabel: params => entriesOf(params, 'IssuanceLicense', 'Certificate', namespace),
  readApplicationData: params => {
    const data = child(params, 'ApplicationData', namespace);
    return data === undefined || isNil(data) ? undefined : data;
  },
  // What Windows allows (MS-RMPR, note 41).
  maximumApplicationDataBytes: 102_400,
  allowsSeveralLicenses: maximum =>
    maximum !== undefined && conformingVersion.compareVersions(maximum, [1, 1, 0, 0]) >= 0,
  // A request for one license is refused with a fault; only one of several has a place to fail in.
  licenseErrorIsInPlace: count => count > 1,
  writeAcquireLicenseException: (exceptionString, batchIndex) =>
    writeLicenseException('AcquireLicenseException', namespace, exceptionString, batchIndex),
  useLicenseChain: (license, state) => [license, ...state.SLC],
  licenseReferences: [],
  writeLicenseResponse: answers =>
    `<tns:AcquireLicenseResponse xmlns:tns="${namespace}"><tns:AcquireLicenseResult>` +
    answers
      .map(
        ({ certificateChain, referenceCertificates }) =>
          '<tns:AcquireLicenseResponse>' +
          writeCertificates('CertificateChain', certificateChain) +
          writeCertificates('ReferenceCertificates', referenceCertificates) +
          '</tns:AcquireLicenseResponse>',
      )
      .join('') +
    '</tns:AcquireLicenseResult></tns:AcquireLicenseResponse>',
};
