import { WmdrmError } from './error.ts';
import { pkcertBytes } from './pkcert.ts';
import { decryptBlock, encryptBlock, encryptedBlockBytes } from './primitives/block.ts';
import { rc4 } from './primitives/rc4.ts';
import { newSessionKey, requestKey } from './session-key.ts';
import type { AssumptionChoices } from './wmdrm-assumptions.ts';

/** What a CLIENTID begins with (MS-DRM 2.2.3.1.3.4). */
export const clientIdVersion = Uint8Array.of(2, 0, 0, 0);

/** Where the parts of a CLIENTID begin, and its bytes. */
export const clientIdOffsets = {
  encRandNum: clientIdVersion.length,
  pkcert: clientIdVersion.length + encryptedBlockBytes,
} as const;
export const clientIdBytes = clientIdOffsets.pkcert + pkcertBytes;

/** What is assumed of how a CLIENTID is encrypted. */
export type ClientIdForm = Pick<AssumptionChoices, 'point-order' | 'rc4-key-length'>;

/**
 * Writes a CLIENTID of 168 bytes (MS-DRM 2.2.3.1.3.4, 3.1.5.2.1).
 *
 * @param pkcert - the machine certificate, 84 bytes
 * @param serverKey - KSpub
 */
export function writeClientId(
  pkcert: Uint8Array,
  serverKey: Uint8Array,
  form: ClientIdForm,
  sessionKey = newSessionKey(),
): Uint8Array {
  const encRandNum = encryptBlock(sessionKey, serverKey, form['point-order']);
  const encrypted = rc4(requestKey(sessionKey, form), pkcert);
  return new Uint8Array(Buffer.concat([clientIdVersion, encRandNum, encrypted]));
}

/** What a server finds in a CLIENTID. */
export interface OpenedClientId {
  readonly sessionKey: Uint8Array;
  /** 84 bytes, whatever they are. */
  readonly pkcert: Uint8Array;
}

/**
 * Takes a CLIENTID apart (MS-DRM 3.2.5.2).
 *
 * @throws WmdrmError for another length than 168 bytes, and for another version
 */
export function splitClientId(bytes: Uint8Array): { encRandNum: Uint8Array; pkcert: Uint8Array } {
  if (bytes.length !== clientIdBytes)
    throw new WmdrmError(`Expected a CLIENTID of ${clientIdBytes} bytes; it has ${bytes.length}.`);
  if (clientIdVersion.some((byte, index) => bytes[index] !== byte))
    throw new WmdrmError('Expected a CLIENTID of version 2,0,0,0; it has another.');
  return {
    encRandNum: bytes.subarray(clientIdOffsets.encRandNum, clientIdOffsets.pkcert),
    pkcert: bytes.subarray(clientIdOffsets.pkcert),
  };
}

/**
 * Opens a CLIENTID with KSpriv (MS-DRM 3.2.5.2).
 *
 * @throws WmdrmError for what is no CLIENTID, and for a block that holds no points
 */
export function openClientId(
  bytes: Uint8Array,
  serverKey: bigint,
  form: ClientIdForm,
): OpenedClientId {
  const { encRandNum, pkcert } = splitClientId(bytes);
  const sessionKey = decryptBlock(encRandNum, serverKey, form['point-order']);
  return { sessionKey, pkcert: rc4(requestKey(sessionKey, form), pkcert) };
}
