import { blockBytes } from './cipher.ts';
import { keyBits, type ContentKey } from './content-key.ts';

/** Length of a KeyHeader in bytes (MS-RMPR 2.2.9.1.13.1). */
export const keyHeaderBytes = 12;

/** Positions in Flags: `assumptions.flagPositions`. */
const flags = { aes: 0x00000001, ecb: 0x00001000, cbc: 0x00002000 } as const;

/** The values of Reserved and the one flag that goes with each (MS-RMPR 2.2.9.1.13.1). */
const cipherModes: ReadonlyMap<number, number> = new Map([
  [0xffff, flags.ecb],
  [0xfffe, flags.cbc],
  [0xfffd, flags.cbc],
  [0xfffc, flags.cbc],
]);

/** A key with the KeyHeader for ECB in front of it (MS-RMPR 2.2.9.1.13.1). */
export function writeKey(key: ContentKey): Uint8Array {
  const blob = Buffer.alloc(keyHeaderBytes + key.bytes.length);
  blob.writeUInt16LE(blob.length, 0);
  blob.writeUInt16LE(0xffff, 2);
  blob.writeUInt16LE(keyBits(key), 4);
  blob.writeUInt16LE(blockBytes(key) * 8, 6);
  blob.writeUInt32LE(flags.ecb | (key.type === 'AES' ? flags.aes : 0), 8);
  blob.set(key.bytes, keyHeaderBytes);
  return new Uint8Array(blob);
}

/**
 * Reads the KeyHeader and key that fill `blob` exactly (MS-RMPR 2.2.9.1.13.1). A session key has to
 * be for ECB. Returns what is wrong as a string instead of the key when the header contradicts the
 * specification, itself, or the length of the blob.
 */
export function readKey(blob: Uint8Array, use: 'session' | 'content'): ContentKey | string {
  if (blob.length < keyHeaderBytes) return `${blob.length} bytes are too few for a KeyHeader`;
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const size = view.getUint16(0, true);
  if (size !== blob.length) return `BlobSize is ${size}, but ${blob.length} bytes are there`;
  const mode = cipherModes.get(view.getUint16(2, true));
  if (mode === undefined || (use === 'session' && mode !== flags.ecb))
    return 'Reserved names no cipher mode that is allowed here';
  const flagBits = view.getUint32(8, true);
  if (flagBits !== mode && flagBits !== (mode | flags.aes))
    return `Flags are 0x${flagBits.toString(16).padStart(8, '0')} and do not fit the cipher mode`;
  const type = flagBits === mode ? 'DES' : 'AES';
  const key: ContentKey = { type, bytes: blob.slice(keyHeaderBytes) };
  const expected = type === 'DES' ? [8] : [16, 24, 32];
  if (!expected.includes(key.bytes.length))
    return `a key of ${key.bytes.length} bytes is no ${type} key`;
  const bits = view.getUint16(4, true);
  return bits === keyBits(key) ? key : `keySizeInBytes is ${bits}, not ${keyBits(key)}`;
}
