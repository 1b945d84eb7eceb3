import { hostname } from 'node:os';
import { readSecret } from '../../../target/secret.ts';
import type { Authentication } from '../../access.ts';
import type { Exchange } from '../../exchange.ts';
import {
  failed,
  type Authenticated,
  type AuthenticatedConnection,
  type Authenticator,
  type Leg,
} from '../authenticator.ts';
import { readChallenges, tokenOf } from '../challenges.ts';
import { answerChallenge } from './answer.ts';
import { channelBindings } from './channel-bindings.ts';
import { negotiateMessage, readChallenge } from './messages.ts';
import { responseKey } from './response.ts';

const scheme = 'NTLM';

/**
 * NTLMv2 over HTTP ([MS-NTHT]): it authenticates a connection. The first request of a connection
 * takes two legs, the first without its body, because servers drop that; what follows over the same
 * connection needs nothing more, unless the server asks again.
 *
 * @throws UserError when the password can't be had
 */
export function ntlm(authentication: Extract<Authentication, { type: 'ntlm' }>): Authenticator {
  const { workstation = hostname().split('.')[0] ?? '' } = authentication;
  const { user, domain } = accountOf(authentication);
  const password = readSecret(authentication.password, `the password of ${user}`);
  let computed: Promise<Buffer> | undefined;

  const shakeHands = async (
    leg: Leg,
    connection: AuthenticatedConnection,
  ): Promise<Authenticated> => {
    const negotiate = negotiateMessage();
    const first = await leg(
      { authorization: `${scheme} ${negotiate.toString('base64')}` },
      { withoutBody: true },
    );
    const token = challengeOf(first);
    // A server that does not ask here gets the request itself; one that refuses NTLM has done so.
    if (token === undefined)
      return { exchange: asks(first) || isOver(first) ? first : await leg({}), proven: false };
    const { origin } = connection;
    const challenge = readChallenge(Buffer.from(token, 'base64'));
    if (typeof challenge === 'string')
      return failed(
        first,
        'malformed',
        `Expected a challenge by NTLM from ${origin}; what came is none (${challenge}).`,
      );
    if (!connection.alive())
      return failed(
        first,
        'closed',
        `Expected ${origin} to keep the connection, which is what NTLM authenticates; it was closed after the challenge: look for a proxy or load balancer in between.`,
      );
    const certificate = connection.certificate();
    const answer = answerChallenge(negotiate, challenge, {
      ...{ user, domain, workstation },
      key: await (computed ??= responseKey(password, { user, domain })),
      servicePrincipal: `HTTP/${new URL(origin).hostname}`,
      ...(certificate !== undefined && { channelBindings: channelBindings(certificate) }),
    });
    const exchange = await leg({ authorization: `${scheme} ${answer.toString('base64')}` });
    return { exchange, proven: !asks(exchange) && !isOver(exchange) };
  };

  return {
    async authenticate(leg, connection) {
      if (connection.fresh) return shakeHands(leg, connection);
      const exchange = await leg({});
      if (!asks(exchange) || !connection.alive()) return { exchange, proven: false };
      return shakeHands(leg, connection);
    },
  };
}

function asks({ outcome }: Exchange): boolean {
  return outcome.kind === 'response' && outcome.status === 401;
}

function isOver({ outcome }: Exchange): boolean {
  return outcome.kind === 'failure';
}

/** The token that a 401 carries; undefined when it carries none. */
function challengeOf(exchange: Exchange): string | undefined {
  const { outcome } = exchange;
  if (outcome.kind !== 'response' || !asks(exchange)) return undefined;
  const token = tokenOf(readChallenges(outcome.headers, 'www-authenticate'), scheme);
  return token === '' ? undefined : token;
}

/** `DOMAIN\user` is how Windows writes both in one; a user's name holds no backslash. */
function accountOf({ user, domain }: { readonly user: string; readonly domain?: string }) {
  const [, before, after] = /^([^\\]+)\\(.+)$/.exec(user) ?? [];
  return domain === undefined && before !== undefined && after !== undefined
    ? { user: after, domain: before }
    : { user, domain: domain ?? '' };
}
