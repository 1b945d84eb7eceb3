import type { AccountCertificate } from '../../harness/xrml/account-certificate.ts';
import type { Principal } from '../../harness/xrml/certificate.ts';
import { modes, type CryptographicMode } from '../../harness/xrml/mode.ts';
import { samePublicKey } from '../../harness/xrml/rsa.ts';
import { verifySignature } from '../../harness/xrml/signature.ts';
import { contains } from '../../harness/xrml/time.ts';
import { addressesOf } from './directory.ts';
import { conformingDirectory } from './directory-rules.ts';
import { licensorsOf, type Licensor, type ServerState } from './state.ts';

/** How account certificates are judged (MS-RMPR 3.4.4.1). */
export interface PersonaRules {
  /** Whether key and hash are those of the server's mode. */
  readonly personaFitsMode: (persona: AccountCertificate, mode: CryptographicMode) => boolean;
  readonly personaSignatureHolds: (persona: AccountCertificate) => boolean;
  readonly personaIsInTime: (persona: AccountCertificate, now: Date) => boolean;
  /** The servers whose account certificates count, this one among them. */
  readonly racIssuers: (state: ServerState) => readonly Licensor[];
  readonly personaIssuerMatches: (issuer: Principal, trusted: Principal) => boolean;
  readonly personaTypeIsAccepted: (type: string) => boolean;
  /** All addresses of the user: a policy may name any of them. */
  readonly personaAddresses: (persona: AccountCertificate, state: ServerState) => readonly string[];
}

export const conformingPersona: PersonaRules = {
  personaFitsMode: ({ certificate, principal }, mode) => {
    const { hashAlgorithm, keyBits } = modes[mode];
    const { signature } = certificate;
    return (
      principal.publicKey.bits === keyBits &&
      (signature === undefined || signature.algorithm === hashAlgorithm)
    );
  },
  personaSignatureHolds: ({ certificate }) => verifySignature(certificate).valid,
  personaIsInTime: ({ certificate: { validity } }, now) =>
    validity === undefined || contains(validity, now),
  racIssuers: licensorsOf,
  // trustedRacIssuers is a set of keys (MS-RMPR 3.1.1.1.1).
  personaIssuerMatches: (issuer, trusted) => samePublicKey(issuer.publicKey, trusted.publicKey),
  // federationEnabled is false here.
  personaTypeIsAccepted: type => type !== 'Federation',
  personaAddresses: ({ user }, state) => {
    const known =
      user.type === 'Windows' ? conformingDirectory.userBySID(state, user.id) : undefined;
    return [user.emailAddress, ...(user.aliases ?? []), ...(known ? addressesOf(known) : [])];
  },
};
