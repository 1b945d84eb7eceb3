import type { KeyObject } from 'node:crypto';
import type { ContentKey } from './content-key.ts';
import {
  openBlob,
  sealBlob,
  type OpeningRequest,
  type SealedKey,
} from './enabling-bits-envelope.ts';
import { readKey, writeKey } from './key-header.ts';
import type { CryptographicMode } from './mode.ts';
import { readPrivateKeyBlob, writePrivateKeyBlob } from './private-key-blob.ts';
import type { RsaKeyPair, RsaPublicKey } from './rsa.ts';

/**
 * Seals a content key for a recipient: RSA(KeyHeader, session key), then under the session key the
 * UDEBHeader, KeyHeader, content key and hash (MS-RMPR 2.2.9.1.13). `hashed` is the XML text of the
 * element that the table there names; it is hashed as UTF-16LE. A new session key is drawn each time.
 */
export function sealContentKey(request: {
  readonly mode: CryptographicMode;
  readonly recipient: RsaPublicKey;
  readonly key: ContentKey;
  readonly hashed: string;
}): SealedKey {
  return sealBlob({ ...request, blob: writeKey(request.key) });
}

/**
 * Opens enabling bits that hold a symmetric content key (MS-RMPR 2.2.9.1.13). With `hashed`, the XML
 * text that was hashed when they were sealed, the hash is compared too.
 *
 * Without `hashed`, the format does not notice every change to the content key itself.
 *
 * @throws EnablingBitsError, its `code` naming the first part that is wrong.
 */
export function openContentKey(request: OpeningRequest): ContentKey {
  return openBlob(request, blob => readKey(blob, 'content'));
}

/**
 * Seals the private key of a RAC for a machine, or that of a CLC for a RAC (MS-RMPR 2.2.9.1.13): as
 * {@link sealContentKey}, with a PRIVATEKEYBLOB in place of KeyHeader and key
 * (`assumptions.privateKeyBlob`). `hashed` is the XML text of the certificate's ISSUER.
 *
 * @throws RangeError when the key is no RSA key of two primes of half its size.
 */
export function sealPrivateKey(request: {
  readonly mode: CryptographicMode;
  readonly recipient: RsaPublicKey;
  readonly key: KeyObject;
  readonly hashed: string;
}): SealedKey {
  return sealBlob({ ...request, blob: writePrivateKeyBlob(request.key) });
}

/**
 * Opens enabling bits that hold an RSA private key (MS-RMPR 2.2.9.1.13); its numbers have to belong
 * together. With `hashed`, the hash is compared too.
 *
 * @throws EnablingBitsError, its `code` naming the first part that is wrong.
 */
export function openPrivateKey(request: OpeningRequest): RsaKeyPair {
  return openBlob(request, readPrivateKeyBlob);
}
