import { readPkcert } from '../../harness/wmdrm/pkcert.ts';
import type { Call } from './exchange.ts';
import type { ClientIdRule, Refusal } from './refusal.ts';

/** A client that may have licenses. SessionKey goes no further than where it is used. */
export interface ValidClient {
  /** ClientCertificate: the 84 bytes, decrypted. */
  readonly pkcert: Uint8Array;
}

/**
 * Holds CLIENTID to the rules of MS-DRM 3.2.5.2: it is decoded, decrypted, looked up in the white list,
 * and its signature is verified.
 *
 * @param text - of the element, in base64; empty where there is none
 */
export function validateClientId(
  text: string,
  version: 7 | 11,
  { state, behaviour }: Call,
): ValidClient | Refusal {
  const refuse = (broken: ClientIdRule): Refusal => ({ place: 'CLIENTID', broken, version });
  const { serverKey, assumptions, whiteList, authorities } = state;
  const bytes = behaviour.decodeClientId(text, version);
  if (bytes === undefined) return refuse('decoding');
  const opened = behaviour.openClientId(bytes, serverKey.privateKey, assumptions);
  if (opened === undefined) return refuse('decryption');
  const { pkcert } = opened;
  const certificate = readPkcert(pkcert);
  if (!behaviour.isListed(certificate.pk, whiteList, 'CLIENTID')) return refuse('unlisted');
  if (!behaviour.isCertified(certificate, authorities, assumptions, 'CLIENTID'))
    return refuse('signature');
  return { pkcert };
}
