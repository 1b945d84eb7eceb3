import { constants, createHash, sign, verify } from 'node:crypto';
import { encodeBase64 } from '../base64.ts';
import type { Certificate } from './certificate.ts';
import { modes, type CryptographicMode } from './mode.ts';
import { requiredChild } from './navigate.ts';
import { element, serialise, type XrmlNode } from './node.ts';
import { publicKeyObject, type RsaKeyPair, type RsaPublicKey } from './rsa.ts';

/**
 * No signature; a digest other than the body's; a signature other than the key's; no known
 * algorithm.
 */
export type SignatureDefect = 'absent' | 'digest' | 'signature' | 'algorithm';

export type SignatureVerdict =
  { readonly valid: true } | { readonly valid: false; readonly reason: SignatureDefect };

/**
 * The SIGNATURE over a BODY element: RSASSA-PKCS1-v1_5 over the mode's hash of the body's text in
 * UTF-16LE (MS-RMPR 2.2.9.1.12). `body` has to be serialised with {@link serialise} into the
 * certificate, or the signature will not match its text.
 */
export function signBody(body: XrmlNode, key: RsaKeyPair, mode: CryptographicMode): XrmlNode {
  const { hash, hashAlgorithm, hashBits } = modes[mode];
  const text = Buffer.from(serialise(body), 'utf16le');
  const digest = createHash(hash).update(text).digest();
  const value = sign(hash, text, { key: key.privateKey, padding: constants.RSA_PKCS1_PADDING });
  return element(
    'SIGNATURE',
    [],
    element('ALGORITHM', [], 'RSA PKCS#1-V1.5'),
    element(
      'DIGEST',
      [],
      element('ALGORITHM', [], hashAlgorithm),
      element(
        'PARAMETER',
        [['name', 'codingtype']],
        element('VALUE', [['encoding', 'string']], 'surface-coding'),
      ),
      base64Value(digest, hashBits),
    ),
    base64Value(value, key.publicKey.bits),
  );
}

/**
 * Signs the BODY of an XrML element and returns the whole as text. A SIGNATURE that is there already
 * is replaced.
 *
 * @throws XrmlError when `root` has no BODY.
 */
export function signCertificate(root: XrmlNode, key: RsaKeyPair, mode: CryptographicMode): string {
  const body = requiredChild(root, 'BODY');
  return serialise({ ...root, children: [body, signBody(body, key, mode)] });
}

/**
 * Verifies a certificate's signature with `key`, by default the one that its own ISSUER states, which
 * proves integrity but no trust; chains are verified in chain.ts (MS-RMPR 2.2.9.1.12).
 */
export function verifySignature(
  certificate: Pick<Certificate, 'bodyText' | 'issuer' | 'signature'>,
  key: RsaPublicKey = certificate.issuer.publicKey,
): SignatureVerdict {
  const { signature } = certificate;
  if (signature === undefined) return { valid: false, reason: 'absent' };
  if (signature.algorithm === 'unknown') return { valid: false, reason: 'algorithm' };
  const hash = signature.algorithm === 'SHA1' ? 'sha1' : 'sha256';
  const text = Buffer.from(certificate.bodyText, 'utf16le');
  if (!createHash(hash).update(text).digest().equals(signature.digest))
    return { valid: false, reason: 'digest' };
  return signature.bits === key.bits && isSignedBy(key, hash, text, signature.value)
    ? { valid: true }
    : { valid: false, reason: 'signature' };
}

function isSignedBy(key: RsaPublicKey, hash: string, text: Buffer, value: Uint8Array): boolean {
  try {
    const padding = constants.RSA_PKCS1_PADDING;
    return verify(hash, text, { key: publicKeyObject(key), padding }, value);
  } catch {
    // OpenSSL throws instead of answering when the numbers of a hostile key are no RSA key.
    return false;
  }
}

function base64Value(bytes: Uint8Array, bits: number): XrmlNode {
  return element(
    'VALUE',
    [
      ['encoding', 'base64'],
      ['size', String(bits)],
    ],
    encodeBase64(bytes),
  );
}
