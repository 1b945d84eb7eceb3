import { randomBytes } from 'node:crypto';
import { avId, micProvided, writeAvPairs, type AvPair } from './av-pairs.ts';
import { askedFlags, authenticateMessage, flag, micPlace, type Challenge } from './messages.ts';
import { lmV2Response, messageIntegrityCode, ntlmV2Response, type NtlmUser } from './response.ts';

/** Who answers a challenge, over what. */
export interface Answering extends NtlmUser {
  /** NTOWFv2 of the password. */
  readonly key: Buffer;
  readonly workstation: string;
  /** The server as the client names it, e.g. `HTTP/rms.example.com`. */
  readonly servicePrincipal: string;
  /** The hash that binds the answer to a TLS connection; without it, none is bound. */
  readonly channelBindings?: Buffer;
}

/** What changes from one answer to the next; set only where an answer is to be repeated. */
export interface Nonces {
  /** 8 bytes. */
  readonly clientChallenge: Buffer;
  /** A FILETIME, used when the server sends none. */
  readonly now: Buffer;
}

/**
 * Answers a challenge with NTLMv2 ([MS-NLMP] 3.1.5.1.2): the server's time where it sends one, and
 * then a MIC over all three messages in place of the LMv2 response.
 */
export function answerChallenge(
  negotiate: Buffer,
  challenge: Challenge,
  { key, user, domain, workstation, servicePrincipal, channelBindings }: Answering,
  { clientChallenge, now }: Nonces = { clientChallenge: randomBytes(8), now: fileTime(Date.now()) },
): Buffer {
  const { serverChallenge, targetInfo } = challenge;
  const serverTime = targetInfo.find(({ id }) => id === avId.timestamp)?.value;
  const mic = serverTime !== undefined;
  const own: readonly AvPair[] = [
    ...(mic ? [{ id: avId.flags, value: withMic(targetInfo) }] : []),
    { id: avId.channelBindings, value: channelBindings ?? Buffer.alloc(16) },
    { id: avId.targetName, value: Buffer.from(servicePrincipal, 'utf16le') },
  ];
  const kept = targetInfo.filter(({ id }) => own.every(pair => pair.id !== id));
  const input = {
    serverChallenge,
    clientChallenge,
    time: serverTime ?? now,
    targetInfo: writeAvPairs(targetInfo.length === 0 ? [] : [...kept, ...own]),
  };
  const { response, sessionKey } = ntlmV2Response(key, input);
  const message = authenticateMessage({
    flags: ((challenge.flags & askedFlags) | flag.unicode) >>> 0,
    lmResponse: mic ? Buffer.alloc(24) : lmV2Response(key, input),
    ntResponse: response,
    domain,
    user,
    workstation,
    mic,
  });
  if (mic)
    messageIntegrityCode(sessionKey, negotiate, challenge.message, message).copy(
      message,
      micPlace.offset,
    );
  return message;
}

/** The server's flags with the one that promises a MIC. */
function withMic(targetInfo: readonly AvPair[]): Buffer {
  const given = targetInfo.find(({ id }) => id === avId.flags)?.value;
  const value = Buffer.alloc(4);
  value.writeUInt32LE(((given?.length === 4 ? given.readUInt32LE(0) : 0) | micProvided) >>> 0);
  return value;
}

/** Hundreds of nanoseconds since 1601 of a time in milliseconds since 1970. */
function fileTime(milliseconds: number): Buffer {
  const value = Buffer.alloc(8);
  value.writeBigUInt64LE((BigInt(milliseconds) + 11_644_473_600_000n) * 10_000n);
  return value;
}
