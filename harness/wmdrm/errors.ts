/** An error of version 7 or 11: an HRESULT (MS-DRM 3.2.5.2, 3.2.5.3). */
export interface HresultError {
  readonly kind: 'hresult';
  readonly name: string;
  readonly value: number;
}

/** An error of version 1: a sentence with a number (MS-DRM 3.2.5.1). */
export interface Version1Error {
  readonly kind: 'version 1';
  readonly code: string;
  readonly text: string;
}

export type WmdrmServerError = HresultError | Version1Error;

/** The errors that a version 1 request is answered with, word for word (MS-DRM 3.2.5.1). */
export const version1Errors = {
  length: version1(2007, 'Challenge String does not have correct length.'),
  version: version1(2008, 'License Request Version does not match the version supported.'),
  decryption: version1(
    2003,
    'Unable to interpret the challenge blob. Probably incompatible client.',
  ),
  appSecurity: version1(
    2025,
    'The requesting application security level is lower than specified level.',
  ),
  unlisted: version1(
    4004,
    'Client version is not supported. Probably missing client verification key.',
  ),
  signature: version1(2009, 'Unauthorized client request. Signature Verification Failure.'),
} as const;

/** Those of versions 7 and 11. */
export const hresults = {
  clientIdDecoding: hresult('DRM_E_LIC_CLIENDID_DECODING_FAILURE', 0x8004800f),
  unauthorizedClient: hresult('DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT', 0x8004800e),
  fail: hresult('E_FAIL', 0x80000008),
  certificateChainVersion: hresult('DRM_E_INVALID_CERTCHAIN_VERSION', 0xc0042945),
  certificateChainNamespace: hresult('DRM_E_INVALID_CERTCHAIN_NAMESPACE', 0xc0042954),
  dataTagMissing: hresult('DRM_E_MACHINE_CERT_DATATAG_MISSING', 0xc0042961),
  exponent: hresult('DRM_E_INVALID_EXPONENT', 0xc0042959),
} as const;

export const documentedErrors: readonly WmdrmServerError[] = [
  ...Object.values(version1Errors),
  ...Object.values(hresults),
];

/** `DRM_E_INVALID_EXPONENT (0xC0042959)`, or the sentence in quotation marks. */
export function describeError(error: WmdrmServerError): string {
  return error.kind === 'hresult'
    ? `${error.name} (0x${hexOf(error.value)})`
    : `"${error.code}:${error.text}"`;
}

/** The documented errors that a text names, by whatever stack wrote it. */
export function errorsIn(text: string): readonly WmdrmServerError[] {
  return documentedErrors.filter(error =>
    error.kind === 'hresult'
      ? namesHresult(text, error)
      : names(text, `${error.code}:${error.text}`),
  );
}

/**
 * The version 1 errors that a text, or an element in it, begins with by their number and a colon, and then
 * another sentence: the document gives the sentences word for word. Elsewhere it may be a year.
 */
export function reworded(text: string): readonly Version1Error[] {
  return Object.values(version1Errors).filter(
    error =>
      new RegExp(String.raw`(?:^|>)\s*${error.code}\s*:(?=\s*[A-Za-z])`).test(text) &&
      !names(text, `${error.code}:${error.text}`),
  );
}

/** By its name, or by its value in hexadecimal, or in decimal with or without a sign. */
function namesHresult(text: string, { name, value }: HresultError): boolean {
  const spellings = [`(?:0x)?${hexOf(value)}`, String(value), String(value | 0)];
  return (
    new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text) ||
    spellings.some(each => new RegExp(`(?<![\\w-])${each}L?(?![\\w-])`, 'i').test(text))
  );
}

/** A page may break a sentence over lines; its number is not the end of a longer one. */
function names(text: string, sentence: string): boolean {
  const pattern = sentence.replaceAll('.', String.raw`\.`);
  return new RegExp(String.raw`(?<!\w)${pattern}`).test(text.replace(/\s+/g, ' '));
}

function hexOf(value: number): string {
  return value.toString(16).toUpperCase().padStart(8, '0');
}

function version1(code: number, text: string): Version1Error {
  return { kind: 'version 1', code: String(code), text };
}

function hresult(name: string, value: number): HresultError {
  return { kind: 'hresult', name, value };
}
