import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';
import type { Call } from './exchange.ts';
import type { ReadRequest } from './read-request.ts';
import { isRefusal, type Refusal } from './refusal.ts';
import { validateClientId, type ValidClient } from './validate-client-id.ts';
import { refusalOfMachineCertificate } from './validate-machine-certificate.ts';
import { validatePacket } from './validate-packet.ts';

/** Holds a version 7 or 11 request to the rules of MS-DRM 3.2.5.2 and 3.2.5.3; their order is ours. */
export function validateRequest(request: ReadRequest, call: Call): ValidClient | Refusal {
  const client = validateClientId(request.clientId, request.version, call);
  if (isRefusal(client)) return client;
  const packet = decodeMessageBase64(request.v1Challenge) ?? new Uint8Array();
  const inside = validatePacket(packet, 'V1CHALLENGE', call);
  if (isRefusal(inside)) return inside;
  const { machineCertificate } = request;
  const refusal =
    machineCertificate === undefined
      ? undefined
      : refusalOfMachineCertificate(machineCertificate, call);
  return refusal ?? client;
}
