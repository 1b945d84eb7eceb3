import type { XmlElement } from '../../harness/xml/element.ts';

/**
 * Faults of the envelope, before any operation is chosen (SOAP 1.1 section 4.4, SOAP 1.2 part 1
 * section 5.4.6).
 */
export type SoapRefusal =
  'notXml' | 'notAnEnvelope' | 'noOperation' | 'versionMismatch' | 'mustUnderstand';

/** Rules of the service that can refuse a request; each names one rule, not one exception. */
export type ServiceRefusal =
  | 'versionDataAbsent'
  | 'versionMalformed'
  | 'versionRangeReversed'
  | 'maximumVersionAboveServer'
  | 'notDecommissioned'
  | 'decommissioned'
  | 'paramsAbsent'
  | 'paramsEmpty'
  | 'paramsNil'
  | 'issuanceLicenseAbsent'
  | 'certificateAbsent'
  | 'certificateNil'
  | 'notXrml'
  | 'noMatchingPrincipal'
  | 'tampered'
  | 'keyNotOpened'
  | PrecertifyRefusal
  | LicensingRefusal
  | PublishingRefusal
  | 'unexpected';

/** Precertify (MS-RMSI 3.3.4.1). */
export type PrecertifyRefusal =
  | 'precertifyParamsEmpty'
  | 'precertifyParamsSeveral'
  | 'userNotGiven'
  | 'authenticationModeUnknown'
  | 'identificationIdAbsent'
  | 'sidMalformed'
  | 'userUnknown'
  | 'identitiesDiffer';

/** AcquirePreLicense and AcquireLicense (MS-RMSI 3.5.4.1, MS-RMPR 3.4.4.1). */
export type LicensingRefusal =
  | 'licenseesAbsent'
  | 'licenseeInvalid'
  | 'licenseParamsSeveral'
  | 'applicationDataTooLarge'
  | 'rightsLabelPrincipal'
  | 'rightsLabelSignature'
  | 'rightsLabelTime'
  | 'personaSignature'
  | 'personaTime'
  | 'personaUntrusted'
  | 'personaUnexpected'
  | 'personaCryptography'
  | 'noRights';

/** EditIssuanceLicense and AcquireIssuanceLicense (MS-RMSI 3.4.4.1, MS-RMPR 3.5.4.1). */
export type PublishingRefusal =
  | 'editParamsSeveral'
  | 'signedLicenseAbsent'
  | 'unsignedLicenseAbsent'
  | 'signedLicenseInvalid'
  | 'signedLicenseTampered'
  | 'signedLicenseUntrusted'
  | 'signedLicensePrincipal'
  | 'publishingDisabled'
  | 'unsignedPrincipal'
  | 'officialTemplate'
  | 'republishIllegal'
  | 'desSessionKey'
  | 'enablingBitsHash';

export type Refusal = SoapRefusal | ServiceRefusal;

/** Input that is required and is null: each is answered alike, and each can be broken alone. */
export type MissingInput = Extract<
  ServiceRefusal,
  | 'paramsAbsent'
  | 'paramsEmpty'
  | 'paramsNil'
  | 'issuanceLicenseAbsent'
  | 'certificateAbsent'
  | 'certificateNil'
>;

/** Thrown by whatever refuses a request; the answer is a SOAP fault. */
export class Refused extends Error {
  readonly refusal: Refusal;
  /** The header block that was not understood, for `mustUnderstand`. */
  readonly block?: XmlElement;

  constructor(refusal: Refusal, message: string, block?: XmlElement) {
    super(message);
    this.name = 'Refused';
    this.refusal = refusal;
    if (block !== undefined) this.block = block;
  }
}
