import { readPkcert } from '../../harness/wmdrm/pkcert.ts';
import type { Version1Request } from '../../harness/wmdrm/version1-request.ts';
import type { Call } from './exchange.ts';
import type { PacketPlace, Refusal, Version1Rule } from './refusal.ts';

/**
 * Holds a version 1 request to the rules of MS-DRM 3.2.5.1, in its order.
 *
 * @param packet - the challenge, decoded; no bytes where it was no base64
 */
export function validatePacket(
  packet: Uint8Array,
  place: PacketPlace,
  { state, behaviour }: Call,
): Version1Request | Refusal {
  const refuse = (broken: Version1Rule): Refusal => ({ place, broken });
  const { serverKey, assumptions, content, whiteList, authorities } = state;
  if (!behaviour.hasLength(packet, place)) return refuse('length');
  if (!behaviour.hasVersion(packet, place)) return refuse('version');
  const opened = behaviour.openPacket(packet, serverKey.privateKey, assumptions, place);
  if (opened === undefined) return refuse('decryption');
  if (!behaviour.hasAppSecurity(opened.appSecurity, content.minimumAppSecurity, place))
    return refuse('appSecurity');
  const certificate = readPkcert(opened.pkcert);
  if (!behaviour.isListed(certificate.pk, whiteList, place)) return refuse('unlisted');
  if (!behaviour.isCertified(certificate, authorities, assumptions, place))
    return refuse('signature');
  return opened;
}
