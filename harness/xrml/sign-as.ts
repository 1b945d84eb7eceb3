import { requireIssuersKey } from './issuers-key.ts';
import type { CryptographicMode } from './mode.ts';
import { element, type XrmlNode } from './node.ts';
import type { Principal } from './principal.ts';
import type { RsaKeyPair } from './rsa.ts';
import { signCertificate } from './signature.ts';

/**
 * Puts a BODY of type LICENSE around `content` and signs it as `issuer`: the text of a certificate
 * without added white space (MS-RMPR 2.2.9.5, 2.2.9.6).
 *
 * @throws XrmlError when `signWith` is not the key that the issuer states.
 */
export function signAs(
  signer: {
    readonly mode: CryptographicMode;
    readonly issuer: Principal;
    readonly signWith: RsaKeyPair;
  },
  ...content: (XrmlNode | undefined)[]
): string {
  requireIssuersKey('certificate', signer.issuer, signer.signWith);
  const bodyAttributes = [
    ['type', 'LICENSE'],
    ['version', '3.0'],
  ] as const;
  const attributes = [
    ['xmlns', ''],
    ['version', '1.2'],
  ] as const;
  const root = element('XrML', attributes, element('BODY', bodyAttributes, ...content));
  return signCertificate(root, signer.signWith, signer.mode);
}
