import { UserError } from '../user-error.ts';
import type { Access } from './access.ts';
import type { Authenticated } from './authentication/authenticator.ts';
import { openAuthenticator } from './authentication/open-authenticator.ts';
import { openStanding, type Attempt } from './authentication/standing.ts';
import { keepAliveMs, openConnection, type Connection, type Route } from './connection.ts';
import { exchange, type Exchange } from './exchange.ts';
import type { Gate } from './gate.ts';
import { prepareProxy, proxyRefusal } from './proxy.ts';
import { withoutClientCertificate } from './refused-certificate.ts';
import { prepareTls } from './tls.ts';
import { unauthorizedFailure } from './unauthorized.ts';
import {
  defaultLimits,
  type Transport,
  type WireLimits,
  type WireOutcome,
  type WireRequest,
} from './wire.ts';

/** Requests of one transport in flight at once; further ones wait, outside their deadline. */
const maxInFlight = 16;

/** What a transport is opened with: how to reach the server, and what every request passes. */
export type TransportOptions = Partial<Omit<Access, 'limits'>> & {
  readonly limits?: Partial<WireLimits>;
  readonly gate?: Gate;
};

/**
 * Opens a transport for one worker: HTTP/1.1 over kept connections, no redirects, no proxy but the
 * one that is named. It authenticates every request; a connection that was authenticated is kept, and
 * each request has one to itself.
 *
 * `send` resolves to a `WireFailure` for whatever a server or the network does. It rejects with a
 * `UserError` for a URL that is not http: or https: and for Kerberos without its package, and throws
 * nothing else but programming errors.
 *
 * @throws UserError when a secret can't be had, or a certificate or key is none
 */
export function openTransport(options: TransportOptions = {}): Transport {
  const { authentication, gate } = options;
  const limits: WireLimits = { ...defaultLimits, ...options.limits };
  const proxy = options.proxy && prepareProxy(options.proxy);
  const route: Route = {
    tls: prepareTls(options.tls ?? {}),
    ...(proxy && { proxy }),
    tunnelled: authentication?.type === 'ntlm',
  };
  const authenticator = openAuthenticator(authentication);
  const standing = openStanding();
  const idle = new Map<string, Connection[]>();
  const lastUsed = new WeakMap<Connection, number>();
  const inUse = new Set<Connection>();
  const waiting: (() => void)[] = [];
  let free = maxInFlight;
  let closed = false;

  /** One exchange, waiting for its turn outside the deadline. */
  const pass = async (
    connection: Connection,
    request: WireRequest,
    within: WireLimits,
    urgent: boolean,
  ): Promise<Exchange> => {
    const leave = await gate?.enter({ urgent });
    try {
      return await exchange(connection, request, within);
    } finally {
      leave?.();
    }
  };

  const overConnection = async (
    connection: Connection,
    request: WireRequest,
    fresh: boolean,
    began: { spentMs: number },
  ): Promise<Authenticated> => {
    inUse.add(connection);
    const { origin } = connection;
    const { body, ...withoutBody } = request;
    let legs = 0;
    try {
      const result = await authenticator.authenticate(
        async (own, options) => {
          const headers = { ...request.headers, ...own };
          const deadlineMs = Math.max(1, limits.deadlineMs - began.spentMs);
          const sent = options?.withoutBody === true || body === undefined ? {} : { body };
          const one = { ...withoutBody, ...sent, headers };
          // A server closes a connection whose authentication it has begun and that it waits for.
          const urgent = legs > 0;
          legs += 1;
          const result = await pass(connection, one, { ...limits, deadlineMs }, urgent);
          began.spentMs += result.outcome.durationMs;
          return result;
        },
        {
          fresh,
          origin,
          alive: () => connection.alive(),
          certificate: () => connection.certificate(),
        },
      );
      const { outcome } = result.exchange;
      if (outcome.kind === 'response' && outcome.status !== 401 && connection.alive() && !closed) {
        lastUsed.set(connection, performance.now());
        listOf(idle, origin).push(connection);
      }
      return result;
    } finally {
      inUse.delete(connection);
      if (!listOf(idle, origin).includes(connection)) connection.discard();
    }
  };

  /** A kept connection that still stands, and was used a moment ago. */
  const takeKept = (origin: string): Connection | undefined => {
    const list = listOf(idle, origin);
    for (let kept = list.pop(); kept !== undefined; kept = list.pop()) {
      const restedMs = performance.now() - (lastUsed.get(kept) ?? 0);
      if (kept.alive() && restedMs < keepAliveMs) return kept;
      kept.discard();
    }
    return undefined;
  };

  /**
   * A server may close a kept connection while our request is on its way; it then looks as if it
   * had dropped the request. So a request that ended in silence on a connection used before is sent
   * once more on a new one, and what happens there counts (RFC 9112 section 9.3.1). Where a byte of
   * a response came, or the connection was new, the failure stands.
   */
  const sendOnce = async (request: WireRequest, origin: string): Promise<Authenticated> => {
    const began = { spentMs: 0 };
    const kept = takeKept(origin);
    const first = await overConnection(
      kept ?? openConnection(origin, route),
      request,
      kept === undefined,
      began,
    );
    const { silent, outcome } = first.exchange;
    if (kept === undefined || !silent || !isClosed(outcome) || closed) return first;
    return overConnection(openConnection(origin, route), request, true, began);
  };

  /** The attempt, with a refusal as the failure that it is. */
  const attempt = async (request: WireRequest, origin: string): Promise<Attempt> => {
    const { exchange: last, proven } = await sendOnce(request, origin);
    const outcome = refusalIn(last.outcome, origin) ?? last.outcome;
    const known = authentication !== undefined;
    const had = outcome.status === 401 ? known : known || options.proxy?.user !== undefined;
    const refused = had && outcome.kind === 'failure' && outcome.code === 'unauthorized';
    return { outcome, proven, refused };
  };

  const refusalIn = (outcome: WireOutcome, origin: string): WireOutcome | undefined => {
    if (outcome.kind === 'failure') return undefined;
    const { status, headers, durationMs } = outcome;
    if (status === 401) return unauthorizedFailure(outcome, origin, authentication);
    if (status === 407 && proxy !== undefined) {
      const message = proxyRefusal(proxy);
      return { kind: 'failure', code: 'unauthorized', message, durationMs, status, headers };
    }
    return withoutClientCertificate(outcome, origin);
  };

  return {
    async send(request) {
      const origin = originOf(request.url);
      if (closed) throw new Error('The transport is closed.');
      if (free === 0) await new Promise<void>(resolve => waiting.push(resolve));
      else free -= 1;
      try {
        if (authentication === undefined && proxy === undefined)
          return (await attempt(request, origin)).outcome;
        return await standing.attempt(() => attempt(request, origin));
      } finally {
        const next = waiting.shift();
        if (next === undefined) free += 1;
        else next();
      }
    },
    close() {
      closed = true;
      for (const connection of [...inUse, ...[...idle.values()].flat()]) connection.discard();
      idle.clear();
      return Promise.resolve();
    },
  };
}

function listOf(lists: Map<string, Connection[]>, key: string): Connection[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

function isClosed(outcome: WireOutcome): boolean {
  return outcome.kind === 'failure' && outcome.code === 'closed';
}

function originOf(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol))
    throw new UserError(
      `Expected a URL that begins with http:// or https://; "${text}" does not: correct the URL.`,
    );
  if (url.username !== '' || url.password !== '')
    throw new UserError(
      `Expected a URL without user name and password; the one for ${url.host} has them: give credentials in the target file.`,
    );
  return url.origin;
}
