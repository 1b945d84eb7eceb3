import { WmdrmError } from './error.ts';
import { pkcertBytes } from './pkcert.ts';
import { decryptBlock, encryptBlock, encryptedBlockBytes } from './primitives/block.ts';
import { rc4 } from './primitives/rc4.ts';
import { newSessionKey, requestKey } from './session-key.ts';
import type { AssumptionChoices } from './wmdrm-assumptions.ts';

/** What a version 1 request begins with (MS-DRM 2.2.2.1). */
export const requestVersion1 = Uint8Array.of(0, 1, 0, 1);

/** Bytes of KeyID, and of the whole packet (MS-DRM 2.2.2.1). */
export const keyIdBytes = 25;
const clearBytes = requestVersion1.length + encryptedBlockBytes;
export const version1RequestBytes = clearBytes + pkcertBytes + keyIdBytes + 4 + 4;

/** RIGHT_PLAY_ON_PC (MS-DRM 2.2.2.1). */
export const rightPlayOnPc = Uint8Array.of(1, 0, 0, 0);

/** What is assumed of a version 1 request. */
export type Version1Form = Pick<
  AssumptionChoices,
  'point-order' | 'rc4-key-length' | 'app-security-encoding'
>;

/** What a version 1 request says. */
export interface Version1Request {
  /** 84 bytes. */
  readonly pkcert: Uint8Array;
  /** 25 bytes; zeros inside of V1CHALLENGE (MS-DRM 3.1.5.2.1). */
  readonly keyId: Uint8Array;
  /** 4 bytes of flags. */
  readonly rights: Uint8Array;
  readonly appSecurity: number;
}

/** Text as a KeyID of 25 bytes, filled up with zeros. @throws WmdrmError for more */
export function keyIdOf(text: string): Uint8Array {
  const bytes = Buffer.from(text, 'latin1');
  if (bytes.length > keyIdBytes)
    throw new WmdrmError(
      `Expected a KeyID of at most ${keyIdBytes} bytes; it has ${bytes.length}.`,
    );
  return new Uint8Array(Buffer.concat([bytes], keyIdBytes));
}

/**
 * Writes a version 1 request of 201 bytes (MS-DRM 2.2.2.1, 3.1.5.1.1).
 *
 * @param serverKey - KSpub
 */
export function writeVersion1Request(
  { pkcert, keyId, rights, appSecurity }: Version1Request,
  serverKey: Uint8Array,
  form: Version1Form,
  sessionKey = newSessionKey(),
): Uint8Array {
  const level = Buffer.alloc(4);
  if (form['app-security-encoding'] === 'little-endian') level.writeUInt32LE(appSecurity);
  else level.writeUInt32BE(appSecurity);
  const clear = Buffer.concat([pkcert, keyId, rights, level]);
  return new Uint8Array(
    Buffer.concat([
      requestVersion1,
      encryptBlock(sessionKey, serverKey, form['point-order']),
      rc4(requestKey(sessionKey, form), clear),
    ]),
  );
}

/**
 * Opens a version 1 request with KSpriv; its Version is not looked at (MS-DRM 3.2.5.1).
 *
 * @throws WmdrmError for another length than 201 bytes, and for a block that holds no points
 */
export function openVersion1Request(
  bytes: Uint8Array,
  serverKey: bigint,
  form: Version1Form,
): Version1Request {
  if (bytes.length !== version1RequestBytes)
    throw new WmdrmError(
      `Expected a version 1 request of ${version1RequestBytes} bytes; it has ${bytes.length}.`,
    );
  const encRandNum = bytes.subarray(requestVersion1.length, clearBytes);
  const sessionKey = decryptBlock(encRandNum, serverKey, form['point-order']);
  const clear = Buffer.from(rc4(requestKey(sessionKey, form), bytes.subarray(clearBytes)));
  const rightsAt = pkcertBytes + keyIdBytes;
  return {
    pkcert: new Uint8Array(clear.subarray(0, pkcertBytes)),
    keyId: new Uint8Array(clear.subarray(pkcertBytes, rightsAt)),
    rights: new Uint8Array(clear.subarray(rightsAt, rightsAt + 4)),
    appSecurity:
      form['app-security-encoding'] === 'little-endian'
        ? clear.readUInt32LE(rightsAt + 4)
        : clear.readUInt32BE(rightsAt + 4),
  };
}
