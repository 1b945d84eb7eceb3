import { avId, readAvPairs, type AvPair } from './av-pairs.ts';

/** Negotiate flags ([MS-NLMP] 2.2.2.5) that the client asks for. */
export const flag = {
  unicode: 0x1,
  requestTarget: 0x4,
  ntlm: 0x200,
  alwaysSign: 0x8000,
  extendedSessionSecurity: 0x80000,
  targetInfo: 0x800000,
  strong128: 0x20000000,
  strong56: 0x80000000,
} as const;

/**
 * All that is asked for. Neither signing nor sealing: over HTTP NTLM authenticates and no more, and
 * without them there is no key to be exchanged under RC4.
 */
export const askedFlags = Object.values(flag).reduce((all, one) => (all | one) >>> 0, 0);

const signature = Buffer.from('NTLMSSP\0', 'latin1');

/** The NEGOTIATE_MESSAGE ([MS-NLMP] 2.2.1.1), without names: a server needs none. */
export function negotiateMessage(): Buffer {
  const message = Buffer.alloc(40);
  signature.copy(message);
  message.writeUInt32LE(1, 8);
  message.writeUInt32LE(askedFlags, 12);
  return message;
}

/** What a server challenges with ([MS-NLMP] 2.2.1.2). */
export interface Challenge {
  /** The message as it came, for the MIC. */
  readonly message: Buffer;
  readonly flags: number;
  /** 8 bytes. */
  readonly serverChallenge: Buffer;
  readonly targetInfo: readonly AvPair[];
}

/** Reads a CHALLENGE_MESSAGE; returns what is wrong with it when it is none. */
export function readChallenge(message: Buffer): Challenge | string {
  if (message.length < 32) return `it has ${message.length} bytes`;
  if (!message.subarray(0, 8).equals(signature)) return 'it does not begin with NTLMSSP';
  const type = message.readUInt32LE(8);
  if (type !== 2) return `it is a message of type ${type}`;
  const flags = message.readUInt32LE(20);
  const serverChallenge = message.subarray(24, 32);
  if ((flags & flag.targetInfo) === 0) return { message, flags, serverChallenge, targetInfo: [] };
  if (message.length < 48) return 'its header is cut off';
  const start = message.readUInt32LE(44);
  const end = start + message.readUInt16LE(40);
  if (end > message.length) return 'its target information lies outside of it';
  const targetInfo = readAvPairs(message.subarray(start, end));
  if (targetInfo === undefined) return 'its target information does not end';
  const timestamp = targetInfo.find(({ id }) => id === avId.timestamp);
  if (timestamp !== undefined && timestamp.value.length !== 8)
    return `its timestamp has ${timestamp.value.length} bytes`;
  return { message, flags, serverChallenge, targetInfo };
}

/** The parts of an AUTHENTICATE_MESSAGE. */
export interface Authenticate {
  readonly flags: number;
  readonly lmResponse: Buffer;
  readonly ntResponse: Buffer;
  readonly domain: string;
  readonly user: string;
  readonly workstation: string;
  /** Whether there is room for a MIC. */
  readonly mic: boolean;
}

/** Where the MIC lies in a message that has one, and its length in bytes. */
export const micPlace = { offset: 72, length: 16 } as const;

/** The AUTHENTICATE_MESSAGE ([MS-NLMP] 2.2.1.3), its MIC zero. */
export function authenticateMessage(parts: Authenticate): Buffer {
  const text = (value: string): Buffer => Buffer.from(value, 'utf16le');
  const head = Buffer.alloc(micPlace.offset + (parts.mic ? micPlace.length : 0));
  signature.copy(head);
  head.writeUInt32LE(3, 8);
  const { lmResponse, ntResponse } = parts;
  const [domain, user, workstation] = [
    text(parts.domain),
    text(parts.user),
    text(parts.workstation),
  ];
  const sessionKey = Buffer.alloc(0);
  const fields = [lmResponse, ntResponse, domain, user, workstation, sessionKey];
  const payload = [domain, user, workstation, lmResponse, ntResponse, sessionKey];
  let offset = head.length;
  for (const part of payload) {
    const at = 12 + 8 * fields.indexOf(part);
    head.writeUInt16LE(part.length, at);
    head.writeUInt16LE(part.length, at + 2);
    head.writeUInt32LE(offset, at + 4);
    offset += part.length;
  }
  head.writeUInt32LE(parts.flags, 60);
  return Buffer.concat([head, ...payload]);
}
