import { createHash, timingSafeEqual, type KeyObject } from 'node:crypto';
import { decodeBase64, encodeBase64 } from '../base64.ts';
import { blockBytes, decryptEcb, encryptEcb } from './cipher.ts';
import { generateContentKey } from './content-key.ts';
import { EnablingBitsError, type EnablingBitsErrorCode } from './enabling-bits-error.ts';
import { keyHeaderBytes, readKey, writeKey } from './key-header.ts';
import {
  cryptographicModes,
  modes,
  type CryptographicMode,
  type EnablingBitsType,
  type ModeParameters,
} from './mode.ts';
import { rsaDecrypt, rsaEncrypt, type RsaPublicKey } from './rsa.ts';

/** Length of the UDEBHeader in bytes (MS-RMPR 2.2.9.1.13). */
const udebHeaderBytes = 16;

export interface SealedKey {
  readonly type: EnablingBitsType;
  /** Base64, on one line. */
  readonly value: string;
  /** Length of the enabling bits before base64, in bits: the `size` attribute. */
  readonly bits: number;
}

/** Enabling bits, the key that opens them, and optionally the XML text that was hashed. */
export interface OpeningRequest {
  readonly type: EnablingBitsType;
  readonly value: string;
  readonly privateKey: KeyObject;
  readonly hashed?: string;
}

/**
 * Seals a key that is written out already: RSA(KeyHeader, session key), then under the session key the
 * UDEBHeader, `blob` and hash (MS-RMPR 2.2.9.1.13). `hashed` is the XML text of the element that the
 * table there names; it is hashed as UTF-16LE. A new session key is drawn each time.
 */
export function sealBlob(request: {
  readonly mode: CryptographicMode;
  readonly recipient: RsaPublicKey;
  readonly blob: Uint8Array;
  readonly hashed: string;
}): SealedKey {
  const parameters = modes[request.mode];
  const session = generateContentKey('AES');
  const payload = Buffer.concat([request.blob, hashOf(request.hashed, parameters)]);
  const header = Buffer.alloc(udebHeaderBytes);
  header.writeUInt32LE(versionOf(parameters.enablingBits), 0);
  header.writeUInt32LE(payload.length, 4);
  const raw = Buffer.concat([
    rsaEncrypt(request.recipient, parameters.padding, writeKey(session)),
    encryptEcb(session, Buffer.concat([header, payload])),
  ]);
  return { type: parameters.enablingBits, value: encodeBase64(raw), bits: raw.length * 8 };
}

/**
 * Opens enabling bits and has `read` make a key of what {@link sealBlob} calls the blob (MS-RMPR
 * 2.2.9.1.13); `read` says what is wrong as a string. With `hashed`, the hash is compared too.
 *
 * @throws EnablingBitsError, its `code` naming the first part that is wrong.
 */
export function openBlob<Key extends object>(
  request: OpeningRequest,
  read: (blob: Uint8Array) => Key | string,
): Key {
  const parameters = parametersOf(request.type);
  const raw = decodeBase64(request.value);
  if (raw === undefined) fail('not-base64', 'The enabling bits are no base64.');
  const modulusBytes = Math.ceil((request.privateKey.asymmetricKeyDetails?.modulusLength ?? 0) / 8);
  const sealed = raw.subarray(modulusBytes);
  if (sealed.length < udebHeaderBytes || sealed.length % 8 !== 0)
    fail('wrong-length', `${raw.length} bytes are no enabling bits for a key of ${modulusBytes}.`);

  const sessionBlob = rsaDecrypt(
    request.privateKey,
    parameters.padding,
    raw.subarray(0, modulusBytes),
  );
  if (sessionBlob === undefined)
    fail('padding', 'The session key could not be decrypted: wrong private key, or changed bytes.');
  const session = readKey(sessionBlob, 'session');
  if (typeof session === 'string') fail('session-key', `The session key is unusable: ${session}.`);
  if (sealed.length % blockBytes(session) !== 0)
    fail('wrong-length', `${sealed.length} bytes are no whole number of ${session.type} blocks.`);

  const { blob, hash } = split(decryptEcb(session, sealed), blockBytes(session), parameters);
  const key = read(blob);
  if (typeof key === 'string') fail('key-header', `The sealed key is unusable: ${key}.`);
  if (request.hashed !== undefined && !timingSafeEqual(hash, hashOf(request.hashed, parameters)))
    fail('hash', 'The enabling bits were sealed for another element: their hash differs.');
  return key;
}

/**
 * Cuts the decrypted part into the key with its header and the hash, by the sizes in the
 * UDEBHeader.
 */
function split(
  plaintext: Uint8Array,
  block: number,
  parameters: ModeParameters,
): { blob: Uint8Array; hash: Uint8Array } {
  const view = new DataView(plaintext.buffer, plaintext.byteOffset, plaintext.byteLength);
  const size = view.getUint32(4, true);
  const hashBytes = parameters.hashBits / 8;
  if (view.getUint32(0, true) !== versionOf(parameters.enablingBits))
    fail('header', `dwVersion does not belong to ${parameters.enablingBits}.`);
  if (view.getUint32(8, true) !== 0 || view.getUint32(12, true) !== 0)
    fail('header', 'dwReserved1 and dwReserved2 are not both 0.');
  if (
    size < keyHeaderBytes + hashBytes ||
    plaintext.length !== Math.ceil((udebHeaderBytes + size) / block) * block
  )
    fail('header', `dwcbSize is ${size}, but ${plaintext.length} bytes were sealed.`);
  const end = udebHeaderBytes + size;
  return {
    blob: plaintext.slice(udebHeaderBytes, end - hashBytes),
    hash: plaintext.slice(end - hashBytes, end),
  };
}

function parametersOf(type: EnablingBitsType): ModeParameters {
  const mode = cryptographicModes.find(candidate => modes[candidate].enablingBits === type);
  return modes[mode ?? 'mode1'];
}

function versionOf(type: EnablingBitsType): number {
  return type === 'sealed-key' ? 1 : 2;
}

function hashOf(text: string, parameters: ModeParameters): Uint8Array {
  return createHash(parameters.hash).update(Buffer.from(text, 'utf16le')).digest();
}

function fail(code: EnablingBitsErrorCode, message: string): never {
  throw new EnablingBitsError(code, message);
}
