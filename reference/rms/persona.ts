import type { XmlElement } from '../../harness/xml/element.ts';
import {
  parseAccountCertificate,
  type AccountCertificate,
} from '../../harness/xrml/account-certificate.ts';
import { XrmlError } from '../../harness/xrml/xrml-error.ts';
import type { Call } from './operation.ts';
import { Refused } from './refusal.ts';

/**
 * Reads and judges an account certificate: a RAC, or the public-key certificate that Precertify gives
 * (MS-RMSI 4.2). What is refused, is refused in this order: it is none; its key or hash is of another
 * mode; its signature is wrong; it is not valid now; a stranger issued it; its user is federated
 * (MS-RMPR 3.4.4.1).
 *
 * @throws Refused
 */
export function readPersona(
  { state, behaviour, source }: Call,
  holder: XmlElement,
  now: Date,
): AccountCertificate {
  const persona = parsePersona(holder, source);
  if (!behaviour.personaFitsMode(persona, state.cryptographicMode))
    throw new Refused('personaCryptography', 'The account certificate is of another mode.');
  if (!behaviour.personaSignatureHolds(persona))
    throw new Refused('personaSignature', 'The account certificate has been tampered with.');
  if (!behaviour.personaIsInTime(persona, now))
    throw new Refused('personaTime', 'The account certificate is not valid at this time.');
  const { issuer } = persona.certificate;
  const isTrusted = behaviour
    .racIssuers(state)
    .some(({ principal }) => behaviour.personaIssuerMatches(issuer, principal));
  if (!isTrusted)
    throw new Refused('personaUntrusted', 'The account certificate is of no trusted server.');
  if (!behaviour.personaTypeIsAccepted(persona.user.type))
    throw new Refused('personaUnexpected', 'Federated users are not served.');
  return persona;
}

function parsePersona(holder: XmlElement, source: Call['source']): AccountCertificate {
  const [root] = holder.children;
  const text = root === undefined ? undefined : source(root);
  try {
    if (text !== undefined) return parseAccountCertificate(text);
  } catch (error) {
    if (!(error instanceof XrmlError)) throw error;
  }
  throw new Refused('personaUnexpected', 'The account certificate cannot be read.');
}
