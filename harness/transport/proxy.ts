import { request } from 'node:http';
import { connect as connectTcp, type Socket } from 'node:net';
import { readSecret } from '../target/secret.ts';
import { UserError } from '../user-error.ts';
import type { Proxy } from './access.ts';
import { basic } from './authentication/fixed-headers.ts';
import { failureReason, maxHeaderBytes, RouteFailure } from './failure.ts';

/** A proxy with its credentials read. */
export interface ProxyRoute {
  /** `http://host:port`. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** @throws UserError for a URL that is no proxy's, and a password that can't be had */
export function prepareProxy({ url: text, user, password }: Proxy): ProxyRoute {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' || url.username !== '' || url.password !== '')
    throw new UserError(
      'Expected the proxy as http://host:port, without user name and password; proxy.url of the target is something else: give credentials as proxy.user and proxy.password.',
    );
  const secret = password && readSecret(password, 'the password for the proxy');
  return {
    origin: url.origin,
    headers: user === undefined ? {} : { 'proxy-authorization': basic(user, secret ?? '') },
  };
}

/** Opens a TCP connection to the proxy. */
export function connectToProxy({ origin }: ProxyRoute): Socket {
  const { hostname, port } = new URL(origin);
  return connectTcp({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) });
}

/**
 * Has the proxy connect a socket to a host (CONNECT, RFC 9110 section 9.3.6).
 *
 * @param to - host and port
 * @throws RouteFailure when it does not
 */
export function tunnel(socket: Socket, proxy: ProxyRoute, to: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const asking = request({
      method: 'CONNECT',
      path: to,
      headers: { host: to, ...proxy.headers },
      createConnection: () => socket,
      maxHeaderSize: maxHeaderBytes,
    });
    asking.once('connect', ({ statusCode = 0 }, _socket, head) => {
      if (statusCode >= 200 && statusCode < 300 && head.length === 0) resolve();
      else reject(new RouteFailure(refusalOf(proxy, to, statusCode)));
    });
    asking.once('response', ({ statusCode = 0 }) => {
      reject(new RouteFailure(refusalOf(proxy, to, statusCode)));
    });
    asking.once('error', error => {
      reject(new RouteFailure(proxyFailure(proxy, error)));
    });
    asking.end();
  });
}

/** Why no connection to the proxy could be made, or what it sent is no answer. */
export function proxyFailure({ origin }: ProxyRoute, error: unknown): RouteFailure['reason'] {
  const named = `${origin} (the proxy)`;
  const { code, message } = failureReason(error, {
    origin: named,
    stage: 'connecting',
    received: 0,
  });
  return { code, message };
}

function refusalOf(proxy: ProxyRoute, to: string, status: number): RouteFailure['reason'] {
  if (status === 407) return { code: 'unauthorized', message: proxyRefusal(proxy) };
  return {
    code: 'unreachable',
    message: `Expected the proxy ${proxy.origin} to connect to ${to}; it answered HTTP ${status}: ask whoever runs it, or remove proxy from the target.`,
  };
}

/** What a 407 says. */
export function proxyRefusal({ origin, headers }: ProxyRoute): string {
  const had = Object.keys(headers).length > 0;
  return had
    ? `Expected the proxy ${origin} to accept proxy.user and proxy.password; it refused them (407): correct them in the target.`
    : `Expected the proxy ${origin} to ask for no credentials; it does (407): give proxy.user and proxy.password in the target.`;
}
