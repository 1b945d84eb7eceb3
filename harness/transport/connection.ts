import { isIP, connect as connectTcp, type Socket } from 'node:net';
import { TLSSocket, connect as connectTls } from 'node:tls';
import type { Client, buildConnector } from 'undici';
import HttpClient from 'undici/lib/dispatcher/client.js';
import { maxHeaderBytes, RouteFailure, type Progress } from './failure.ts';
import { connectToProxy, proxyFailure, tunnel, type ProxyRoute } from './proxy.ts';
import type { TlsTo } from './tls.ts';

/**
 * Milliseconds after which a connection is not used for another request, whatever longer time the
 * server offers. Servers keep theirs for 5 s or more, so that we are the side that closes.
 */
export const keepAliveMs = 2_000;

/**
 * Milliseconds that an idle connection stays open, unless the server closes it: the next leg of a
 * request may have to wait for the target's limits.
 */
const openMs = 60_000;

/** How connections are made. */
export interface Route {
  readonly tls: TlsTo;
  readonly proxy?: ProxyRoute;
  /**
   * Have the proxy make a tunnel for `http:`, too: forwarding, it would share what was
   * authenticated.
   */
  readonly tunnelled?: boolean;
}

/** One socket to one origin, opened when the first request goes out and never replaced. */
export interface Connection {
  readonly origin: string;
  readonly client: Client;
  /** Headers for whoever is at the other end of the connection, which may be a proxy. */
  readonly headers: Readonly<Record<string, string>>;
  /** What stands in the request line for a URL of this origin. */
  targetOf(url: URL): string;
  /** How far the socket is. */
  stage(): Progress['stage'];
  socket(): Socket | undefined;
  /** The alert by which the server ended TLS after the handshake; undici tells only that it ended. */
  alert(): Error | undefined;
  /** Whether a request can still go over the socket. */
  alive(): boolean;
  /** The server's certificate in DER. */
  certificate(): Buffer | undefined;
  /** Drops the connection at once, also one that is still being made. */
  discard(): void;
}

/** HTTP/1.1 only, one request at a time, no redirect followed, no proxy but the one of the route. */
export function openConnection(origin: string, { tls, proxy, tunnelled }: Route): Connection {
  const forwarded = proxy !== undefined && tunnelled !== true && origin.startsWith('http:');
  let socket: Socket | undefined;
  let stage: Progress['stage'] = 'connecting';
  let alert: Error | undefined;
  const connect: buildConnector.connector = ({ hostname, protocol, port }, callback) => {
    if (socket !== undefined) {
      // What a request may rest on, an authentication above all, went with the first socket.
      callback(new Error('closed'), null);
      return;
    }
    const secure = protocol === 'https:';
    const number = Number(port || (secure ? 443 : 80));
    const track = (opened: Socket): void => {
      socket = opened;
      opened.setNoDelay(true);
    };
    const failed = (error: Error): void => {
      callback(error, null);
    };
    const ready = (opened: Socket): void => {
      opened.off('error', failed);
      opened.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code?.startsWith('ERR_SSL_') === true) alert = error;
      });
      stage = 'waiting';
      callback(null, opened);
    };
    const secureOver = (tcp: Socket): void => {
      const opened = connectTls({ ...tls(hostname), host: hostname, socket: tcp });
      track(opened);
      opened.once('error', failed);
      opened.once('secureConnect', () => {
        ready(opened);
      });
      stage = 'securing';
    };
    if (proxy === undefined) {
      const opened = secure
        ? connectTls({ ...tls(hostname), host: hostname, port: number })
        : connectTcp({ host: hostname, port: number });
      track(opened);
      opened.once('error', failed);
      opened.once('connect', () => {
        stage = secure ? 'securing' : 'waiting';
      });
      opened.once(secure ? 'secureConnect' : 'connect', () => {
        ready(opened);
      });
      return;
    }
    const opened = connectToProxy(proxy);
    track(opened);
    const unreachable = (error: Error): void => {
      failed(new RouteFailure(proxyFailure(proxy, error)));
    };
    opened.once('error', unreachable);
    opened.once('connect', () => {
      opened.off('error', unreachable);
      if (forwarded) {
        opened.once('error', failed);
        ready(opened);
        return;
      }
      const host = isIP(hostname) === 6 ? `[${hostname}]` : hostname;
      tunnel(opened, proxy, `${host}:${number}`).then(() => {
        if (secure) secureOver(opened);
        else ready(opened);
      }, failed);
    });
  };
  const client = new HttpClient(origin, {
    connect,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: openMs,
    keepAliveMaxTimeout: openMs,
    maxHeaderSize: maxHeaderBytes,
    // The exchange has one deadline for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    origin,
    client,
    headers: forwarded ? proxy.headers : {},
    targetOf: ({ pathname, search }) => `${forwarded ? origin : ''}${pathname}${search}`,
    stage: () => stage,
    socket: () => socket,
    alert: () => alert,
    alive: () => socket?.destroyed === false,
    certificate: () =>
      socket instanceof TLSSocket ? socket.getPeerX509Certificate()?.raw : undefined,
    discard: () => {
      socket?.destroy();
      void client.destroy();
    },
  };
}
