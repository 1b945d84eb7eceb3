import { quote } from '../verdict/expect.ts';
import { violate } from '../verdict/violation.ts';
import type { Certificate, Principal } from '../xrml/certificate.ts';
import { samePublicKey } from '../xrml/rsa.ts';
import { verifySignature } from '../xrml/signature.ts';

/**
 * Demands that a server has issued a certificate or license: its ISSUER has the ID, the name, if any,
 * and the key of the principal in the server's certificate, from which it is copied, and its
 * signature holds under that key (MS-RMPR 2.2.9.1.5 and 2.2.9.1.12). `what` names the certificate in
 * messages.
 *
 * @throws Violation for the first of these that does not hold
 */
export function expectIssuedBy(certificate: Certificate, server: Principal, what?: string): void {
  const { issuer } = certificate;
  if (issuer.idType !== server.idType || issuer.id.toLowerCase() !== server.id.toLowerCase())
    violate(`issuer ${quote(server.id)}`, quote(issuer.id), what);
  if (server.name !== undefined && issuer.name !== server.name)
    violate(`issuer ${quote(server.name)}`, quote(issuer.name ?? ''), what);
  if (!samePublicKey(issuer.publicKey, server.publicKey))
    violate("the server's key in ISSUER", 'another key', what);
  const signature = verifySignature(certificate, server.publicKey);
  if (!signature.valid)
    violate("a signature that holds under the server's key", signature.reason, what);
}
