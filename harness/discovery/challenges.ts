import { readChallenges } from '../transport/authentication/challenges.ts';
import type { WireResponse } from '../transport/wire.ts';
import { printable } from './printable.ts';

/** One challenge of a WWW-Authenticate header (RFC 9110 section 11.6.1), as it may be shown. */
export interface Challenge {
  /** As registered with IANA where it is, else as written. */
  readonly scheme: string;
  readonly realm?: string;
}

const registered = [
  'Basic',
  'Bearer',
  'Digest',
  'DPoP',
  'GNAP',
  'HOBA',
  'Mutual',
  'Negotiate',
  'NTLM',
  'OAuth',
  'SCRAM-SHA-1',
  'SCRAM-SHA-256',
  'vapid',
];

/** The challenges of all WWW-Authenticate headers of an answer, in words for people. Never throws. */
export function describeChallenges(headers: WireResponse['headers']): readonly Challenge[] {
  return readChallenges(headers, 'www-authenticate').map(({ scheme, realm }) => ({
    scheme: canonical(scheme),
    ...(realm !== undefined && { realm: printable(realm, 100) }),
  }));
}

function canonical(scheme: string): string {
  const name = scheme.toLowerCase();
  return registered.find(each => each.toLowerCase() === name) ?? printable(scheme, 40);
}
