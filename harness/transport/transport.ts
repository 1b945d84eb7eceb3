import { X509Certificate } from 'node:crypto';
import { UserError } from '../user-error.ts';
import type { Access } from './access.ts';
import { openConnection, type Connection } from './connection.ts';
import { exchange, type Exchange } from './exchange.ts';
import {
  defaultLimits,
  type Transport,
  type WireLimits,
  type WireOutcome,
  type WireRequest,
} from './wire.ts';

/** Requests of one transport in flight at once; further ones wait, outside their deadline. */
const maxInFlight = 16;

/**
 * Opens a transport for one worker: HTTP/1.1 over kept connections, no redirects, no proxies.
 *
 * `send` resolves to a `WireFailure` for whatever a server or the network does. It rejects with a
 * `UserError` for a URL that is not http: or https:, and throws nothing else but programming errors.
 *
 * @throws UserError when `tls.ca` is not a certificate in PEM
 */
export function openTransport(
  options: Partial<Omit<Access, 'limits'>> & { limits?: Partial<WireLimits> } = {},
): Transport {
  const limits: WireLimits = { ...defaultLimits, ...options.limits };
  const tls = options.tls ?? {};
  if (tls.ca !== undefined) checkPem(tls.ca);
  const idle = new Map<string, Connection[]>();
  const inUse = new Set<Connection>();
  const waiting: (() => void)[] = [];
  let free = maxInFlight;
  let closed = false;

  const overConnection = async (
    connection: Connection,
    request: WireRequest,
    within: WireLimits,
  ): Promise<Exchange> => {
    inUse.add(connection);
    const result = await exchange(connection, request, within).finally(() => {
      inUse.delete(connection);
    });
    if (result.outcome.kind === 'failure' || closed) connection.discard();
    else listOf(idle, connection.origin).push(connection);
    return result;
  };

  /**
   * A server may close a kept connection while our request is on its way; it then looks as if it
   * had dropped the request. So a request that ended in silence on a connection used before is sent
   * once more on a new one, and what happens there counts (RFC 9112 section 9.3.1). Where a byte of
   * a response came, or the connection was new, the failure stands.
   */
  const sendOnce = async (request: WireRequest, origin: string): Promise<WireOutcome> => {
    const began = performance.now();
    const kept = listOf(idle, origin).pop();
    const keptSocket = kept?.socket();
    const reusable = kept !== undefined && keptSocket?.destroyed === false;
    const first = await overConnection(kept ?? openConnection(origin, tls), request, limits);
    const sameSocket = reusable && kept.socket() === keptSocket;
    if (!sameSocket || !first.silent || !isClosed(first.outcome) || closed) return first.outcome;
    const deadlineMs = Math.max(1, limits.deadlineMs - (performance.now() - began));
    const again = openConnection(origin, tls);
    return (await overConnection(again, request, { ...limits, deadlineMs })).outcome;
  };

  return {
    async send(request) {
      const origin = originOf(request.url);
      if (closed) throw new Error('The transport is closed.');
      if (free === 0) await new Promise<void>(resolve => waiting.push(resolve));
      else free -= 1;
      try {
        return await sendOnce(request, origin);
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

function checkPem(pem: string): void {
  try {
    new X509Certificate(pem);
  } catch {
    throw new UserError(
      'Expected a certificate in PEM in the CA file; it holds none: pass the file that begins with "-----BEGIN CERTIFICATE-----".',
    );
  }
}
