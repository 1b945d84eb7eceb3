import {
  openClientId,
  splitClientId,
  type ClientIdForm,
  type OpenedClientId,
} from '../../harness/wmdrm/client-id.ts';
import { WmdrmError } from '../../harness/wmdrm/error.ts';
import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';

/** How CLIENTID is read (MS-DRM 3.2.5.2). */
export interface ClientIdRules {
  /** The structure of 168 bytes; undefined for whatever else. */
  readonly decodeClientId: (text: string, version: 7 | 11) => Uint8Array | undefined;
  /** The structure opened with KSpriv; undefined where that can't be done. */
  readonly openClientId: (
    bytes: Uint8Array,
    serverKey: bigint,
    form: ClientIdForm,
  ) => OpenedClientId | undefined;
}

export const conformingClientId: ClientIdRules = {
  decodeClientId(text) {
    const bytes = decodeMessageBase64(text);
    if (bytes === undefined || ifReadable(() => splitClientId(bytes)) === undefined)
      return undefined;
    return bytes;
  },
  openClientId: (bytes, serverKey, form) => ifReadable(() => openClientId(bytes, serverKey, form)),
};

function ifReadable<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof WmdrmError) return undefined;
    throw error;
  }
}
