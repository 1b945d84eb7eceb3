import { child, type XmlElement } from '../../harness/xml/element.ts';
import type { Certificate, Principal } from '../../harness/xrml/certificate.ts';
import type { ContentKey } from '../../harness/xrml/content-key.ts';
import { samePrincipal } from '../../harness/xrml/principal.ts';
import { resealPublishingLicense, type Resealing } from '../../harness/xrml/publishing-license.ts';
import {
  decryptRightsData,
  encryptedRightsDataOf,
  type ParsedRightsData,
} from '../../harness/xrml/rights-data.ts';
import type { RsaKeyPair } from '../../harness/xrml/rsa.ts';
import type { ServiceUrls } from '../../harness/xrml/service-urls.ts';
import { conformingAcquireContentKey } from './acquire-content-key-rules.ts';
import { writeCertificates } from './acquire-pre-license-rules.ts';
import type { Chain } from './edit-issuance-license-rules.ts';
import { publishingService } from './endpoint.ts';
import { isNil } from './nil.ts';
import { isPublishingLicense, officialTemplateHolds } from './publishing-license-form.ts';
import { isEmptyCertificate } from './read-license.ts';
import { entriesOf, type Entries } from './request-arrays.ts';
import { sessionKeyType } from './session-key.ts';
import { licensorsOf, type Licensor, type ServerState } from './state.ts';

/** AcquireIssuanceLicense (MS-RMPR 3.5.4.1). */
export interface AcquireIssuanceLicenseRules {
  /** The AcquireIssuanceLicenseParams; undefined when RequestParams is absent or nil. */
  readonly readPublishingParams: (operation: XmlElement) => Entries | undefined;
  /** The element that holds the license; undefined when it is absent, nil or empty. */
  readonly readLicenseToPublish: (params: XmlElement) => XmlElement | undefined;
  readonly publishingIsEnabled: (state: ServerState) => boolean;
  readonly licenseToPublishIsWellFormed: (license: Certificate) => boolean;
  /** The servers whose licenses this one signs. */
  readonly publishingLicensors: (state: ServerState) => readonly Licensor[];
  readonly publishedPrincipalMatches: (issued: Principal, licensor: Principal) => boolean;
  readonly sessionKeyIsSupported: (license: Certificate, keyPair: RsaKeyPair) => boolean;
  readonly openPublishedKey: (license: Certificate, keyPair: RsaKeyPair) => ContentKey;
  readonly decryptPublishedRights: (license: Certificate, key: ContentKey) => string;
  readonly publishedTemplateHolds: (rightsData: ParsedRightsData, state: ServerState) => boolean;
  readonly publishingIsClosed: (state: ServerState) => boolean;
  /** The addresses of DISTRIBUTIONPOINTs: the licensingUrl of the server. */
  readonly licenseAcquisitionUrls: (state: ServerState) => ServiceUrls;
  readonly signPublishedLicense: (license: Certificate, change: Resealing) => string;
  readonly publishedChain: (license: string, state: ServerState) => Chain;
  readonly writePublishingResponse: (answers: readonly Chain[]) => string;
}

const { namespace } = publishingService;

export const conformingAcquireIssuanceLicense: AcquireIssuanceLicenseRules = {
  readPublishingParams: operation =>
    entriesOf(operation, 'RequestParams', 'AcquireIssuanceLicenseParams', namespace),
  readLicenseToPublish: params => {
    const holder = child(params, 'UnsignedIssuanceLicense', namespace);
    return holder === undefined || isNil(holder) || isEmptyCertificate(holder) ? undefined : holder;
  },
  publishingIsEnabled: state => state.onlinePublishingEnabled,
  licenseToPublishIsWellFormed: isPublishingLicense,
  publishingLicensors: licensorsOf,
  publishedPrincipalMatches: samePrincipal,
  sessionKeyIsSupported: (license, keyPair) => sessionKeyType(license, keyPair) !== 'DES',
  openPublishedKey: conformingAcquireContentKey.openKey,
  decryptPublishedRights: (license, key) => decryptRightsData(encryptedRightsDataOf(license), key),
  publishedTemplateHolds: officialTemplateHolds,
  publishingIsClosed: state => state.serverDecommissioned,
  licenseAcquisitionUrls: ({ baseUrl }) => ({ intranet: `${baseUrl}/licensing` }),
  signPublishedLicense: resealPublishingLicense,
  publishedChain: (license, { SLC }) => [license, ...SLC],
  writePublishingResponse: answers =>
    `<tns:AcquireIssuanceLicenseResponse xmlns:tns="${namespace}"><tns:AcquireIssuanceLicenseResult>` +
    answers
      .map(
        chain =>
          '<tns:AcquireIssuanceLicenseResponse>' +
          writeCertificates('CertificateChain', chain) +
          '</tns:AcquireIssuanceLicenseResponse>',
      )
      .join('') +
    '</tns:AcquireIssuanceLicenseResult></tns:AcquireIssuanceLicenseResponse>',
};
