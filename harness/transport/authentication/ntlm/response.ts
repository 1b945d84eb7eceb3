import { createHmac } from 'node:crypto';

/** Whose password it is. */
export interface NtlmUser {
  readonly user: string;
  readonly domain: string;
}

function hmacMd5(key: Uint8Array, ...parts: readonly Uint8Array[]): Buffer {
  const hmac = createHmac('md5', key);
  for (const part of parts) hmac.update(part);
  return hmac.digest();
}

/** NTOWFv2, which is LMOWFv2, too ([MS-NLMP] 3.3.2): 16 bytes that stand for the password. */
export async function responseKey(password: string, { user, domain }: NtlmUser): Promise<Buffer> {
  const { md4 } = await import('hash-wasm');
  const hash = Buffer.from(await md4(Buffer.from(password, 'utf16le')), 'hex');
  return hmacMd5(hash, Buffer.from(upperCase(user) + domain, 'utf16le'));
}

/** Windows maps characters one by one; JavaScript makes SS of a sharp s. */
function upperCase(text: string): string {
  return Array.from(text, character => {
    const upper = character.toUpperCase();
    return upper.length === character.length ? upper : character;
  }).join('');
}

/** What a response is computed of. */
export interface ResponseInput {
  /** 8 bytes each. */
  readonly serverChallenge: Buffer;
  readonly clientChallenge: Buffer;
  /** A FILETIME, 8 bytes little-endian. */
  readonly time: Buffer;
  /** The attributes with their end. */
  readonly targetInfo: Buffer;
}

/** The NTLMv2 response and its session key ([MS-NLMP] 3.3.2). */
export function ntlmV2Response(
  key: Buffer,
  { serverChallenge, clientChallenge, time, targetInfo }: ResponseInput,
): { readonly response: Buffer; readonly sessionKey: Buffer } {
  const temp = Buffer.concat([
    Buffer.from([1, 1, 0, 0, 0, 0, 0, 0]),
    time,
    clientChallenge,
    Buffer.alloc(4),
    targetInfo,
    Buffer.alloc(4),
  ]);
  const proof = hmacMd5(key, serverChallenge, temp);
  return { response: Buffer.concat([proof, temp]), sessionKey: hmacMd5(key, proof) };
}

/** The LMv2 response ([MS-NLMP] 3.3.2), for servers that send no time. */
export function lmV2Response(
  key: Buffer,
  { serverChallenge, clientChallenge }: ResponseInput,
): Buffer {
  return Buffer.concat([hmacMd5(key, serverChallenge, clientChallenge), clientChallenge]);
}

/** The message integrity code over the three messages ([MS-NLMP] 3.1.5.1.2), 16 bytes. */
export function messageIntegrityCode(sessionKey: Buffer, ...messages: readonly Buffer[]): Buffer {
  return hmacMd5(sessionKey, ...messages);
}
