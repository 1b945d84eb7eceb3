import type { XmlElement } from '../../harness/xml/element.ts';

/** Faults of the envelope, before any operation is chosen (SOAP 1.1 section 4.4, SOAP 1.2 part 1 section 5.4.6). */
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
  | 'unexpected';

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
