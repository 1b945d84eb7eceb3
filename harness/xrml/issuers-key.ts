import type { Principal } from './principal.ts';
import { samePublicKey, type RsaKeyPair } from './rsa.ts';
import { XrmlError } from './xrml-error.ts';

/**
 * Makes sure that what is about to be signed will verify (MS-RMPR 2.2.9.1.12).
 *
 * @param what - what is signed, for the message
 * @throws XrmlError when `signWith` is not the key that `issuer` states
 */
export function requireIssuersKey(what: string, issuer: Principal, signWith: RsaKeyPair): void {
  if (!samePublicKey(signWith.publicKey, issuer.publicKey))
    throw new XrmlError(`The key to sign the ${what} with is not its issuer’s key.`);
}
