import { randomBytes } from 'node:crypto';
import { blockBytes } from './primitives/block.ts';
import type { AssumptionChoices } from './wmdrm-assumptions.ts';

/** A new SessionKey of 16 bytes (MS-DRM 3.1.5.1.1, 3.1.5.2.1). */
export function newSessionKey(): Uint8Array {
  return new Uint8Array(randomBytes(blockBytes));
}

/** KR of a request: what of a SessionKey is the key of RC4. */
export function requestKey(
  sessionKey: Uint8Array,
  { 'rc4-key-length': length }: Pick<AssumptionChoices, 'rc4-key-length'>,
): Uint8Array {
  return sessionKey.subarray(0, Number(length));
}
