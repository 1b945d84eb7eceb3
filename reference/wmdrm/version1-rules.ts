import { WmdrmError } from '../../harness/wmdrm/error.ts';
import {
  openVersion1Request,
  requestVersion1,
  version1RequestBytes,
  type Version1Form,
  type Version1Request,
} from '../../harness/wmdrm/version1-request.ts';
import type { PacketPlace } from './refusal.ts';

/** How version 1 requests are validated (MS-DRM 3.2.5.1). */
export interface Version1Rules {
  /** Only of more bytes than 201 is anything said. */
  readonly hasLength: (packet: Uint8Array, place: PacketPlace) => boolean;
  readonly hasVersion: (packet: Uint8Array, place: PacketPlace) => boolean;
  /** The packet decrypted with KSpriv; undefined where that can't be done. */
  readonly openPacket: (
    packet: Uint8Array,
    serverKey: bigint,
    form: Version1Form,
    place: PacketPlace,
  ) => Version1Request | undefined;
  readonly hasAppSecurity: (level: number, minimum: number, place: PacketPlace) => boolean;
}

export const conformingVersion1: Version1Rules = {
  hasLength: packet => packet.length <= version1RequestBytes,
  hasVersion: packet => requestVersion1.every((byte, index) => packet[index] === byte),
  openPacket(packet, serverKey, form) {
    try {
      return openVersion1Request(packet, serverKey, form);
    } catch (error) {
      if (error instanceof WmdrmError) return undefined;
      throw error;
    }
  },
  hasAppSecurity: (level, minimum) => level >= minimum,
};
