/**
 * Why enabling bits could not be opened: no base64; a length that no layout has; RSA padding; the
 * session key's header; the UDEBHeader; the sealed key or its header; a hash other than expected.
 */
export type EnablingBitsErrorCode =
  'not-base64' | 'wrong-length' | 'padding' | 'session-key' | 'header' | 'key-header' | 'hash';

/** Enabling bits that cannot be opened (MS-RMPR 2.2.9.1.13); the message holds no key material. */
export class EnablingBitsError extends Error {
  readonly code: EnablingBitsErrorCode;

  constructor(code: EnablingBitsErrorCode, message: string) {
    super(message);
    this.name = 'EnablingBitsError';
    this.code = code;
  }
}
