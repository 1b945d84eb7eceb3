import {
  describeError,
  hresults,
  version1Errors,
  type HresultError,
  type Version1Error,
  type WmdrmServerError,
} from '../../harness/wmdrm/errors.ts';
import type {
  ClientIdRule,
  MachineCertificateRule,
  PacketPlace,
  Refusal,
  Version1Rule,
} from './refusal.ts';

/** What each refusal is called (MS-DRM 3.2.5.1 to 3.2.5.3), and how it is said. */
export interface ErrorRules {
  readonly version1Error: (broken: Version1Rule, place: PacketPlace) => WmdrmServerError;
  readonly clientIdError: (broken: ClientIdRule, version: 7 | 11) => WmdrmServerError;
  readonly machineCertificateError: (broken: MachineCertificateRule) => WmdrmServerError;
  /** The text of the page that names an error. */
  readonly errorText: (error: WmdrmServerError, refusal: Refusal) => string;
  /** Where errors stand is not public: here it is a page, with the status of success. */
  readonly errorStatus: (refusal: Refusal) => number;
}

const machineCertificateErrors: Readonly<Record<MachineCertificateRule, HresultError>> = {
  collection: hresults.fail,
  collectionVersion: hresults.certificateChainVersion,
  collectionNamespace: hresults.certificateChainNamespace,
  certificate: hresults.fail,
  dataTag: hresults.dataTagMissing,
  exponentMissing: hresults.fail,
  exponent: hresults.exponent,
  modulusMissing: hresults.fail,
};

export const conformingErrors: ErrorRules = {
  version1Error: broken => version1Errors[broken],
  clientIdError: broken =>
    broken === 'decoding' ? hresults.clientIdDecoding : hresults.unauthorizedClient,
  machineCertificateError: broken => machineCertificateErrors[broken],
  errorText: error => (error.kind === 'version 1' ? sentenceOf(error) : describeError(error)),
  errorStatus: () => 200,
};

/** A version 1 error as it has to be said, word for word. */
export function sentenceOf({ code, text }: Version1Error): string {
  return `${code}:${text}`;
}
