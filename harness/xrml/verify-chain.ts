import { parseCertificate, type Certificate } from './certificate.ts';
import { samePrincipal } from './principal.ts';
import { samePublicKey, type RsaPublicKey } from './rsa.ts';
import { verifySignature, type SignatureDefect } from './signature.ts';
import { contains } from './time.ts';
import { XrmlError } from './xrml-error.ts';

/**
 * Why a chain does not hold, besides a certificate's signature: there is none; a text is no
 * certificate; the issuer is not the principal that the next certificate issues; `at` lies outside
 * VALIDITYTIME; ISSUEDTIME lies outside the issuer's period for issuing; the last issuer is no root.
 */
export type ChainDefect =
  SignatureDefect | 'empty' | 'unparsable' | 'issuer' | 'validity' | 'issued-time' | 'root';

export type ChainVerdict =
  | { readonly valid: true }
  | { readonly valid: false; readonly index: number; readonly reason: ChainDefect };

/**
 * Verifies a chain, leaf first (MS-RMPR 2.2.9.2): each certificate is signed by the key that the next
 * one issues, names that principal as its issuer, is valid at `at` (UTC, now by default), and was
 * issued when its issuer could; the last one's issuer has one of the trusted keys. Reports the first
 * defect, counted from the leaf, index 0.
 */
export function verifyChain(
  chain: readonly (string | Certificate)[],
  trustedRoots: readonly RsaPublicKey[],
  at: Date = new Date(),
): ChainVerdict {
  const certificates: Certificate[] = [];
  for (const [index, link] of chain.entries()) {
    const certificate = typeof link === 'string' ? tryParse(link) : link;
    if (certificate === undefined) return { valid: false, index, reason: 'unparsable' };
    certificates.push(certificate);
  }
  if (certificates.length === 0) return { valid: false, index: 0, reason: 'empty' };
  for (const [index, certificate] of certificates.entries()) {
    const reason = defectOf(certificate, certificates[index + 1], trustedRoots, at);
    if (reason !== undefined) return { valid: false, index, reason };
  }
  return { valid: true };
}

function defectOf(
  certificate: Certificate,
  issuing: Certificate | undefined,
  trustedRoots: readonly RsaPublicKey[],
  at: Date,
): ChainDefect | undefined {
  const { issuer, validity, issuedTime } = certificate;
  let key: RsaPublicKey;
  if (issuing === undefined) {
    const root = trustedRoots.find(candidate => samePublicKey(candidate, issuer.publicKey));
    if (root === undefined) return 'root';
    key = root;
  } else {
    const principal = issuing.issuedPrincipal;
    if (!principal || !samePrincipal(issuer, principal)) return 'issuer';
    key = principal.publicKey;
  }
  const signature = verifySignature(certificate, key);
  if (!signature.valid) return signature.reason;
  if (validity && !contains(validity, at)) return 'validity';
  return issuing?.issuancePeriod && !contains(issuing.issuancePeriod, issuedTime)
    ? 'issued-time'
    : undefined;
}

function tryParse(xml: string): Certificate | undefined {
  try {
    return parseCertificate(xml);
  } catch (error) {
    if (error instanceof XrmlError) return undefined;
    throw error;
  }
}
