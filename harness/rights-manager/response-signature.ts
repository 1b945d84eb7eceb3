import { readCertificateChain } from '../playready/certificate-chain.ts';
import { PlayReadyError } from '../playready/error.ts';
import type { LicenseResponse } from '../playready/messages/license-response.ts';
import { protocols } from '../playready/namespaces.ts';
import { verifySigned, type SignedVerdict } from '../playready/signature.ts';
import { decodeBase64 } from '../base64.ts';

/**
 * What the signature of an answer to AcquireLicense comes to, by a key of the leaf of its
 * SigningCertificateChain (PlayReady-facts 1.5); undefined when it has none, which is legal (R1).
 *
 * @param document - the whole answer as it came
 */
export function responseSignature(
  document: Uint8Array,
  { isSigned, signingCertificateChain }: LicenseResponse,
): SignedVerdict | undefined {
  if (!isSigned) return undefined;
  const bytes = signingCertificateChain && decodeBase64(signingCertificateChain);
  if (!bytes) return { valid: false, reason: 'there is no SigningCertificateChain to be read' };
  try {
    const [leaf] = readCertificateChain(bytes).certificates;
    const verdicts = leaf.publicKeys.map(key =>
      verifySigned(document, { name: 'LicenseResponse', namespace: protocols }, key),
    );
    return (
      verdicts.find(({ valid }) => valid) ??
      verdicts[0] ?? { valid: false, reason: 'the leaf of the chain has no key' }
    );
  } catch (error) {
    if (error instanceof PlayReadyError) return { valid: false, reason: error.message };
    throw error;
  }
}
