import type { Behaviour } from './behaviour.ts';
import { Refused } from './refusal.ts';

/** @throws Refused `protocolVersion` for a message of a version that is not supported (PlayReady-facts 2.1) */
export function requireVersion(version: string | undefined, behaviour: Behaviour): void {
  if (!behaviour.supportsVersion(version))
    throw new Refused('protocolVersion', 'The protocol version is not supported.');
}
