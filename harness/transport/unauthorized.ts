import type { Authentication } from './access.ts';
import { mechanismsOf, readChallenges } from './authentication/challenges.ts';
import type { WireFailure, WireResponse } from './wire.ts';

/** The failure that a 401 is: nothing was judged by whoever sent it. */
export function unauthorizedFailure(
  { status, headers, durationMs }: WireResponse,
  origin: string,
  authentication: Authentication | undefined,
): WireFailure {
  const offered = mechanismsOf(readChallenges(headers, 'www-authenticate'));
  const message = sentence(origin, offered, authentication);
  return { kind: 'failure', code: 'unauthorized', message, durationMs, status, headers };
}

function sentence(
  origin: string,
  offered: readonly string[],
  authentication: Authentication | undefined,
): string {
  const offers = offered.length === 0 ? 'names no mechanism' : `offers ${offered.join(', ')}`;
  if (authentication === undefined)
    return `Expected ${origin} to answer without authentication; it asks for it (401) and ${offers}: add the key authentication to the target file.`;
  const { type } = authentication;
  const scheme = schemes[type];
  if (scheme !== undefined && offered.length > 0 && !includes(offered, scheme))
    return `Expected ${origin} to offer ${scheme}; it asks for authentication (401) and ${offers}: correct authentication.type in the target file.`;
  return `Expected ${origin} to accept ${whose(authentication)}; it refused (401) and ${offers}: correct the key authentication in the target file. Nothing more is tried with it, lest an account be locked.`;
}

/** The scheme that a server offers for each mechanism; arbitrary headers have none. */
const schemes: Readonly<Record<Authentication['type'], string | undefined>> = {
  basic: 'Basic',
  bearer: 'Bearer',
  headers: undefined,
  ntlm: 'NTLM',
  negotiate: 'Negotiate',
};

function includes(offered: readonly string[], scheme: string): boolean {
  return offered.some(each => each.toLowerCase() === scheme.toLowerCase());
}

function whose(authentication: Authentication): string {
  switch (authentication.type) {
    case 'basic':
      return `the user ${authentication.user} by Basic`;
    case 'bearer':
      return 'the bearer token';
    case 'headers':
      return `the headers ${Object.keys(authentication.headers).join(', ')}`;
    case 'ntlm': {
      const { domain, user } = authentication;
      return `the user ${domain === undefined ? '' : `${domain}\\`}${user} by NTLM`;
    }
    case 'negotiate':
      return `the Kerberos ticket${authentication.user === undefined ? '' : ` of ${authentication.user}`}`;
  }
}
