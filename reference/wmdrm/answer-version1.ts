import { encodeBase64 } from '../../harness/base64.ts';
import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import { publicKeyOf, readPkcert } from '../../harness/wmdrm/pkcert.ts';
import type { Call } from './exchange.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { validatePacket } from './validate-packet.ts';
import { writeLicense1 } from './write-license1.ts';

/**
 * Answers a version 1 request with a page that holds one license (MS-DRM 3.2.5.1).
 *
 * @param challenge - the parameter of the query, in base64
 */
export function answerVersion1(challenge: string, call: Call): { html: string } | Refusal {
  const { state, behaviour } = call;
  const packet = decodeMessageBase64(challenge.replaceAll(' ', '+')) ?? new Uint8Array();
  const valid = validatePacket(packet, 'packet', call);
  if (isRefusal(valid)) return valid;
  const machineKey = publicKeyOf(readPkcert(valid.pkcert), state.assumptions);
  const license = writeLicense1({ keyId: valid.keyId, isAsked: true }, machineKey, call);
  return { html: behaviour.writeVersion1Page([encodeBase64(license)]) };
}
