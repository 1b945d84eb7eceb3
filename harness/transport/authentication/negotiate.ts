import type * as kerberos from 'kerberos';
import { UserError } from '../../user-error.ts';
import type { Authentication } from '../access.ts';
import type { Exchange } from '../exchange.ts';
import { failed, type Authenticated, type Authenticator } from './authenticator.ts';
import { readChallenges, tokenOf } from './challenges.ts';

/** What is used of the package. */
type Kerberos = Pick<typeof kerberos, 'initializeClient' | 'GSS_MECH_OID_SPNEGO'>;

/** Legs that a context may take; Kerberos needs one, and a second where SPNEGO asks for more. */
const maxLegs = 4;

/** Characters of what the Kerberos library says that a message quotes. */
const quoted = 300;

/**
 * Negotiate with Kerberos (RFC 4559), by the optional package `kerberos`: every request carries a
 * ticket of its own, so that it does not matter whether the server holds to connections or requests.
 * What the server sends to prove itself is verified.
 *
 * @param load - gets the package; `authenticate` rejects with a UserError when it fails
 */
export function negotiate(
  { servicePrincipal, user }: Extract<Authentication, { type: 'negotiate' }>,
  load: () => Promise<Kerberos> = () => import('kerberos'),
): Authenticator {
  return {
    async authenticate(leg, connection) {
      const { origin } = connection;
      const { initializeClient, GSS_MECH_OID_SPNEGO: mechOID } = await loaded(load);
      const service = servicePrincipal ?? `HTTP@${new URL(origin).hostname}`;
      const begun = performance.now();
      let token: string;
      let client;
      try {
        client = await initializeClient(service, {
          mechOID,
          ...(user !== undefined && { principal: user }),
        });
        token = await client.step('');
      } catch (error) {
        return noTicket(service, error, performance.now() - begun);
      }
      for (let legs = 1; ; legs++) {
        const exchange = await leg({ authorization: `Negotiate ${token}` });
        const answer = tokenIn(exchange);
        // Without a token a 401 is a refusal, and any other answer that of a server that proves nothing.
        if (answer === undefined) return { exchange, proven: false };
        try {
          token = await client.step(answer);
        } catch (error) {
          return failed(
            exchange,
            'unauthorized',
            `Expected ${origin} to prove by Kerberos that it is ${service}; what it sent does not (${saying(error)}): check authentication.servicePrincipal and the URL.`,
          );
        }
        if (!asks(exchange)) return { exchange, proven: client.contextComplete };
        if (legs === maxLegs || !connection.alive()) return { exchange, proven: false };
      }
    },
  };
}

/**
 * The package, which npm neither demands nor builds.
 *
 * @throws UserError that says what to install
 */
async function loaded(load: () => Promise<Kerberos>): Promise<Kerberos> {
  try {
    return await load();
  } catch (error) {
    throw new UserError(
      `Expected the package kerberos for authentication by Negotiate; it can't be loaded (${saying(error)}): install libkrb5-dev and a C++ compiler, then run \`assay setup\`.`,
    );
  }
}

function noTicket(service: string, error: unknown, durationMs: number): Authenticated {
  const message = `Expected a Kerberos ticket for ${service}; there is none (${saying(error)}): run kinit, and check authentication.user and authentication.servicePrincipal of the target.`;
  const outcome = { kind: 'failure', code: 'unauthorized', message, durationMs } as const;
  return { exchange: { outcome, silent: false }, proven: false };
}

function asks({ outcome }: Exchange): boolean {
  return outcome.kind === 'response' && outcome.status === 401;
}

/** What the server says in reply to a token; undefined when it says nothing. */
function tokenIn({ outcome }: Exchange): string | undefined {
  if (outcome.kind !== 'response') return undefined;
  const token = tokenOf(readChallenges(outcome.headers, 'www-authenticate'), 'Negotiate');
  return token === '' ? undefined : token;
}

function saying(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, quoted);
}
