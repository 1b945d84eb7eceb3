import { parseCertificate, type Principal } from '../xrml/certificate.ts';
import { verifySignature } from '../xrml/signature.ts';
import { XrmlError } from '../xrml/xrml-error.ts';

/**
 * Whether a text is a certificate or license that verifies with a principal's key; what is none
 * doesn't.
 */
export function isSignedBy(xml: string, { publicKey }: Principal): boolean {
  try {
    return verifySignature(parseCertificate(xml), publicKey).valid;
  } catch (error) {
    if (error instanceof XrmlError) return false;
    throw error;
  }
}
