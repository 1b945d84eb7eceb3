import { child, type XmlElement } from '../../harness/xml/element.ts';
import type { ApplicationData } from '../../harness/xrml/application-data.ts';
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
import { verifySignature } from '../../harness/xrml/signature.ts';
import { conformingAcquireContentKey } from './acquire-content-key-rules.ts';
import { writeCertificates } from './acquire-pre-license-rules.ts';
import { editIssuanceLicenseService } from './endpoint.ts';
import { isNil } from './nil.ts';
import { isPublishingLicense, officialTemplateHolds } from './publishing-license-form.ts';
import { isEmptyCertificate } from './read-license.ts';
import type { Refusal } from './refusal.ts';
import { entriesOf, type Entries } from './request-arrays.ts';
import { licensorsOf, type ServerState } from './state.ts';

/** The Certificates of one CertificateChain. */
export type Chain = readonly string[];

/** EditIssuanceLicense (MS-RMSI 3.4.4.1). */
export interface EditIssuanceLicenseRules {
  /** The EditIssuanceLicenseParams of a request; undefined when RequestParams is absent or nil. */
  readonly readEditParams: (operation: XmlElement) => Entries | undefined;
  /** Whether RequestParams can hold this many entries; of those that it holds, the first counts. */
  readonly acceptsEditParams: (count: number) => boolean;
  /** The element that holds the license; undefined when it is absent, nil or empty. */
  readonly readSignedLicense: (params: XmlElement) => XmlElement | undefined;
  readonly readUnsignedLicense: (params: XmlElement) => XmlElement | undefined;
  readonly signedLicenseIsWellFormed: (license: Certificate) => boolean;
  readonly unsignedLicenseIsWellFormed: (license: Certificate) => boolean;
  readonly signedLicenseSignatureHolds: (license: Certificate) => boolean;
  readonly issuerIsTrusted: (license: Certificate, state: ServerState) => boolean;
  /** Whether the principal of a license is this server's own, which a trusted server's is not. */
  readonly signedPrincipalMatches: (issued: Principal, own: Principal) => boolean;
  readonly republishingIsEnabled: (state: ServerState) => boolean;
  readonly unsignedPrincipalMatches: (issued: Principal, own: Principal) => boolean;
  readonly openRepublishedKey: (license: Certificate, keyPair: RsaKeyPair) => ContentKey;
  /** The plaintext of the rights data. */
  readonly decryptRepublishedRights: (license: Certificate, key: ContentKey) => string;
  /** Of the rights data of either license. */
  readonly republishedTemplateHolds: (rightsData: ParsedRightsData, state: ServerState) => boolean;
  readonly republishingIsClosed: (state: ServerState) => boolean;
  readonly allowsServerEditing: (data: Required<ApplicationData>) => boolean;
  /** Given the application-specific data of the signed license. */
  readonly republishingIsAllowed: (
    data: readonly Required<ApplicationData>[],
    allows: (data: Required<ApplicationData>) => boolean,
  ) => boolean;
  /** The license that is given a new key and signed. */
  readonly licenseToSign: (unsigned: Certificate, signed: Certificate) => Certificate;
  readonly contentKeyOfNewLicense: (signed: ContentKey, unsigned: ContentKey) => ContentKey;
  /** Both are plaintext. */
  readonly rightsDataOfNewLicense: (unsigned: string, signed: string) => string;
  readonly signNewLicense: (license: Certificate, change: Resealing) => string;
  readonly chainReturned: (license: string, state: ServerState) => Chain;
  /** The entries of the response's array, given how many the request has. */
  readonly editAnswers: (chain: Chain, asked: number) => readonly Chain[];
  /** The answer instead of a refusal; undefined lets it stand. */
  readonly editAnswersInsteadOf: (
    refusal: Refusal,
    state: ServerState,
  ) => readonly Chain[] | undefined;
  readonly writeEditResponse: (answers: readonly Chain[]) => string;
}

const { namespace } = editIssuanceLicenseService;

export const conformingEditIssuanceLicense: EditIssuanceLicenseRules = {
  readEditParams: operation =>
    entriesOf(operation, 'RequestParams', 'EditIssuanceLicenseParams', namespace),
  // Exactly one (3.4.4.1.2.1, 3.4.4.1.3.1).
  acceptsEditParams: count => count === 1,
  readSignedLicense: params => holderOf(params, 'SignedIssuanceLicense'),
  readUnsignedLicense: params => holderOf(params, 'UnsignedIssuanceLicense'),
  signedLicenseIsWellFormed: isPublishingLicense,
  unsignedLicenseIsWellFormed: isPublishingLicense,
  signedLicenseSignatureHolds: license => verifySignature(license).valid,
  issuerIsTrusted: ({ issuer }, state) =>
    licensorsOf(state).some(({ principal }) => samePrincipal(issuer, principal)),
  signedPrincipalMatches: samePrincipal,
  republishingIsEnabled: state => state.onlinePublishingEnabled,
  unsignedPrincipalMatches: samePrincipal,
  openRepublishedKey: conformingAcquireContentKey.openKey,
  decryptRepublishedRights: (license, key) =>
    decryptRightsData(encryptedRightsDataOf(license), key),
  republishedTemplateHolds: officialTemplateHolds,
  republishingIsClosed: state => state.serverDecommissioned,
  allowsServerEditing: ({ id, name, value }) =>
    id === 'APPSPECIFIC' && name === 'Allow_Server_Editing' && value === 'True',
  republishingIsAllowed: (data, allows) => data.some(allows),
  licenseToSign: unsigned => unsigned,
  contentKeyOfNewLicense: signed => signed,
  rightsDataOfNewLicense: unsigned => unsigned,
  signNewLicense: resealPublishingLicense,
  chainReturned: license => [license],
  editAnswers: chain => [chain],
  editAnswersInsteadOf: () => undefined,
  writeEditResponse: answers =>
    `<tns:EditIssuanceLicenseResponse xmlns:tns="${namespace}"><tns:EditIssuanceLicenseResult>` +
    answers
      .map(
        chain =>
          '<tns:EditIssuanceLicenseResponse>' +
          writeCertificates('CertificateChain', chain) +
          '</tns:EditIssuanceLicenseResponse>',
      )
      .join('') +
    '</tns:EditIssuanceLicenseResult></tns:EditIssuanceLicenseResponse>',
};

function holderOf(params: XmlElement, name: string): XmlElement | undefined {
  const holder = child(params, name, namespace);
  return holder === undefined || isNil(holder) || isEmptyCertificate(holder) ? undefined : holder;
}
