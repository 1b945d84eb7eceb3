import type { KeyObject } from 'node:crypto';
import { sliceElement } from './body-text.ts';
import type { Certificate } from './certificate.ts';
import { openPrivateKey } from './enabling-bits.ts';
import { requiredChild } from './navigate.ts';
import { samePublicKey, type RsaKeyPair } from './rsa.ts';
import { XrmlError } from './xrml-error.ts';

/**
 * Opens the private key that a RAC or CLC issues (MS-RMPR 2.2.9.1.13) with the key of the machine or
 * the account it is sealed for. The hash has to be that of the certificate's ISSUER, and the key the
 * one whose public half the certificate states.
 *
 * @throws EnablingBitsError when the enabling bits do not open; XrmlError when there are none or they
 * hold another key.
 */
export function openIssuedPrivateKey(certificate: Certificate, privateKey: KeyObject): RsaKeyPair {
  const { enablingBits, issuedPrincipal } = certificate;
  if (enablingBits === undefined)
    throw new XrmlError('The certificate has no ENABLINGBITS, so no private key.');
  const issuer = requiredChild(requiredChild(certificate.root, 'BODY'), 'ISSUER');
  const hashed = sliceElement(certificate.bodyText, issuer);
  const pair = openPrivateKey({ ...enablingBits, privateKey, hashed });
  if (!issuedPrincipal || !samePublicKey(pair.publicKey, issuedPrincipal.publicKey))
    throw new XrmlError('The private key in ENABLINGBITS is not that of the issued public key.');
  return pair;
}
