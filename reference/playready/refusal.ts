/** What is wrong before the service is reached: with HTTP, XML or SOAP (PlayReady-facts 3.1). */
export const soapRefusals = [
  'notXml',
  'notAnEnvelope',
  'versionMismatch',
  'mustUnderstand',
  'unknownAction',
  'noOperation',
] as const;
export type SoapRefusal = (typeof soapRefusals)[number];

/** What the service itself refuses, each with a status code (PlayReady-facts 3.4). */
export type ServiceRefusal =
  | 'internalError'
  | 'invalidMessage'
  | 'signatureWrong'
  | 'protocolVersion'
  | 'revoked'
  | 'deviceLimit'
  | 'serviceSpecific'
  | 'domainRequired'
  | 'renewDomain'
  | 'notAMember'
  | 'redirect'
  | 'unknownMeteringId'
  | 'unknownAccountId'
  | 'unknownTransactionId';

export type Refusal = SoapRefusal | ServiceRefusal;

/** What an exception says besides its status code (PlayReady-facts 3.2). */
export interface ExceptionParts {
  readonly customData?: string;
  readonly redirectUrl?: string;
  readonly serviceId?: string;
  readonly accountId?: string;
}

/** Thrown by the rule that refuses a request. */
export class Refused extends Error {
  readonly refusal: Refusal;
  readonly parts: ExceptionParts;

  constructor(refusal: Refusal, message: string, parts: ExceptionParts = {}) {
    super(message);
    this.name = 'Refused';
    this.refusal = refusal;
    this.parts = parts;
  }
}

/** Whether a refusal is of SOAP and not of the service. */
export function isSoapRefusal(refusal: Refusal): refusal is SoapRefusal {
  return soapRefusals.some(each => each === refusal);
}
