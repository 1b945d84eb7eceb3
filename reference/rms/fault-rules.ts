import { envelopeNamespace, soapVersions, type SoapVersion } from '../../harness/soap/version.ts';
import type { XmlElement } from '../../harness/xml/element.ts';
import { escapeAttribute, escapeText } from '../../harness/xml/escape.ts';
import type { Refusal, Refused, SoapRefusal } from './refusal.ts';

/** A fault's code by its SOAP 1.1 name; SOAP 1.2 says Sender and Receiver. */
export type FaultCode = 'Client' | 'Server' | 'MustUnderstand' | 'VersionMismatch';

export interface Fault {
  /** The code's value as written, with the envelope's prefix `soap`. */
  readonly code: string;
  /** faultstring, or the text of Reason. */
  readonly reason: string;
  /** xml:lang of the reason; SOAP 1.2 only. */
  readonly language: string;
  /** Whether a `detail` element stands in a SOAP 1.1 fault. */
  readonly detail: boolean;
}

/** How a refusal becomes a fault (MS-RMSI 3.1.4.2, MS-RMPR 3.1.4.5). */
export interface FaultRules {
  readonly faultCode: (refusal: Refusal) => FaultCode;
  /** The code's local name in an envelope of this version. */
  readonly writeFaultCode: (version: SoapVersion, code: FaultCode) => string;
  /** The .NET name of the exception behind a refusal. */
  readonly exceptionName: (refusal: Refusal) => string;
  readonly faultString: (exceptionName: string, message: string) => string;
  readonly faultLanguage: string;
  readonly hasDetail: (refusal: Refusal) => boolean;
  readonly writeFault: (version: SoapVersion, fault: Fault) => string;
  /** Header blocks that explain the fault (SOAP 1.2 part 1, sections 5.4.7 and 5.4.8). */
  readonly writeFaultHeader: (version: SoapVersion, refused: Refused) => string;
}

const soapCodes: Readonly<Record<SoapRefusal, FaultCode>> = {
  notXml: 'Client',
  notAnEnvelope: 'Client',
  noOperation: 'Client',
  mustUnderstand: 'MustUnderstand',
  versionMismatch: 'VersionMismatch',
};

const isSoapRefusal = (refusal: Refusal): refusal is SoapRefusal => refusal in soapCodes;

const soapException = 'System.Web.Services.Protocols.SoapException';
const argumentNull = 'System.ArgumentNullException';
const malformedVersion = 'Microsoft.DigitalRightsManagement.Core.MalformedDataVersionException';
const unspecified = 'Microsoft.DigitalRightsManagement.Utilities.UnspecifiedErrorException';
const drmsArgument = 'Microsoft.DigitalRightsManagement.Core.DRMSArgumentException';
const licensing = 'Microsoft.DigitalRightsManagement.Licensing';

const exceptionNames: Readonly<Record<Refusal, string>> = {
  notXml: soapException,
  notAnEnvelope: soapException,
  noOperation: soapException,
  mustUnderstand: 'System.Web.Services.Protocols.SoapHeaderException',
  versionMismatch: soapException,
  // A header that must be there and is not is required input that is null (3.1.4.2).
  versionDataAbsent: argumentNull,
  versionMalformed: malformedVersion,
  versionRangeReversed: malformedVersion,
  maximumVersionAboveServer:
    'Microsoft.DigitalRightsManagement.Core.UnsupportedDataVersionException',
  notDecommissioned:
    'Microsoft.DigitalRightsManagement.Utilities.ClusterNotDecommissionedException',
  decommissioned: 'Microsoft.RightsManagementServices.ClusterDecommissionedException',
  paramsAbsent: argumentNull,
  paramsEmpty: argumentNull,
  paramsNil: argumentNull,
  issuanceLicenseAbsent: argumentNull,
  certificateAbsent: argumentNull,
  certificateNil: argumentNull,
  notXrml: unspecified,
  noMatchingPrincipal:
    'Microsoft.DigitalRightsManagement.UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException',
  tampered: unspecified,
  keyNotOpened: unspecified,
  precertifyParamsEmpty: drmsArgument,
  precertifyParamsSeveral: drmsArgument,
  // MS-RMSI 3.3.4.1 names no exception for an identity that cannot be used: of those that it lists,
  // only this one is about arguments, and UnauthorizedAccessException belongs to two users in one.
  authenticationModeUnknown: drmsArgument,
  sidMalformed: drmsArgument,
  userUnknown: drmsArgument,
  // Required input that is null (3.1.4.2): one of UserName and Identification, and Id in the latter.
  userNotGiven: argumentNull,
  identificationIdAbsent: argumentNull,
  identitiesDiffer: 'System.UnauthorizedAccessException',
  licenseesAbsent: argumentNull,
  // No sentence puts it in a namespace (MS-RMSI 3.5.4.1).
  licenseeInvalid: 'AcquirePreLicenseInvalidLicenseeException',
  // No sentence names an exception for it (MS-RMPR 3.4.4.1).
  licenseParamsSeveral: drmsArgument,
  applicationDataTooLarge: unspecified,
  rightsLabelPrincipal: `${licensing}.RightsLabelNoMatchingIssuedPrincipalException`,
  rightsLabelSignature: `${licensing}.InvalidRightsLabelSignatureException`,
  rightsLabelTime: `${licensing}.IssuanceLicenseIsNotWithinValidTimeRangeException`,
  personaSignature: `${licensing}.InvalidPersonaCertSignatureException`,
  personaTime: `${licensing}.InvalidPersonaCertTimeException`,
  personaUntrusted: `${licensing}.UntrustedPersonaCertException`,
  personaUnexpected: `${licensing}.UnexpectedPersonaCertException`,
  personaCryptography:
    'Microsoft.DigitalRightsManagement.Cryptography.UnsupportedCryptographicSetException',
  noRights: `${licensing}.NoRightsForRequestedPrincipalException`,
  // More than one is neither null nor any documented exception: the generic one is left.
  editParamsSeveral: unspecified,
  signedLicenseAbsent: argumentNull,
  unsignedLicenseAbsent: argumentNull,
  // Bullets and table of MS-RMSI 3.4.4.1 differ on `.Licensing`; each rule has what its bullet says,
  // where MS-RMPR 3.5.4.1 says nothing else.
  signedLicenseInvalid: `${licensing}.InvalidSignedIssuanceLicenseException`,
  signedLicenseTampered: `${licensing}.InvalidSignedIssuanceLicenseException`,
  signedLicenseUntrusted: `${licensing}.InvalidSignedIssuanceLicenseException`,
  signedLicensePrincipal: 'Microsoft.DigitalRightsManagement.InvalidSignedIssuanceLicenseException',
  publishingDisabled: `${licensing}.OnlinePublishingDisabledException`,
  unsignedPrincipal: `${licensing}.UnsignedIssuanceLicenseNoMatchingIssuedPrincipalException`,
  officialTemplate: `${licensing}.InvalidOfficialRightsTemplateException`,
  republishIllegal: 'Microsoft.DigitalRightsManagement.ServerRepublishIllegalException',
  desSessionKey: 'Microsoft.DigitalRightsManagement.Cryptography.CryptoUnsupportedSymKeyException',
  enablingBitsHash: 'Microsoft.DigitalRightsManagement.EnablingBitsHashDoesNotMatchException',
  unexpected: unspecified,
};

const aboutHeader: readonly Refusal[] = [
  'mustUnderstand',
  'versionMismatch',
  'versionDataAbsent',
  'versionMalformed',
  'versionRangeReversed',
  'maximumVersionAboveServer',
];

const supportedEnvelopes = soapVersions
  .toReversed()
  .map(
    version =>
      `<soap:SupportedEnvelope qname="env:Envelope" xmlns:env="${envelopeNamespace[version]}"/>`,
  );
const upgrade = `<soap:Upgrade>${supportedEnvelopes.join('')}</soap:Upgrade>`;

export const conformingFault: FaultRules = {
  // A fault of the application is always Server (MS-RMPR 3.1.4.5); the type stands in the text.
  faultCode: refusal => (isSoapRefusal(refusal) ? soapCodes[refusal] : 'Server'),
  writeFaultCode: (version, code) => {
    if (version === 'soap11') return code;
    return code === 'Client' ? 'Sender' : code === 'Server' ? 'Receiver' : code;
  },
  exceptionName: refusal => exceptionNames[refusal],
  faultString: (exceptionName, message) =>
    exceptionName === soapException
      ? `${soapException}: ${message}`
      : `${soapException}: Server was unable to process request. ---> ${exceptionName}: ${message}`,
  faultLanguage: 'en',
  // SOAP 1.1 section 4.4: detail tells that the body could not be processed, and only that.
  hasDetail: refusal => !aboutHeader.includes(refusal),
  writeFault: (version, { code, reason, language, detail }) =>
    version === 'soap11'
      ? `<soap:Fault><faultcode>soap:${code}</faultcode>` +
        `<faultstring>${escapeText(reason)}</faultstring>${detail ? '<detail/>' : ''}</soap:Fault>`
      : `<soap:Fault><soap:Code><soap:Value>soap:${code}</soap:Value></soap:Code>` +
        `<soap:Reason><soap:Text xml:lang="${escapeAttribute(language)}">${escapeText(reason)}</soap:Text>` +
        '</soap:Reason></soap:Fault>',
  writeFaultHeader: (version, { refusal, block }) => {
    if (version === 'soap11') return '';
    if (refusal === 'versionMismatch') return upgrade;
    return block === undefined ? '' : notUnderstood(block);
  },
};

function notUnderstood({ name, namespace }: XmlElement): string {
  return namespace === ''
    ? `<soap:NotUnderstood qname="${escapeAttribute(name)}"/>`
    : `<soap:NotUnderstood qname="block:${escapeAttribute(name)}" xmlns:block="${escapeAttribute(namespace)}"/>`;
}
