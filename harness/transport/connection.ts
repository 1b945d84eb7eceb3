import { isIP, connect as connectTcp, type Socket } from 'node:net';
import {
  connect as connectTls,
  createSecureContext,
  rootCertificates,
  type ConnectionOptions,
  type SecureContext,
} from 'node:tls';
import type { Client, buildConnector } from 'undici';
import HttpClient from 'undici/lib/dispatcher/client.js';
import { maxHeaderBytes, type Progress } from './failure.ts';
import type { WireTls } from './wire.ts';

/**
 * Milliseconds that an idle connection is kept, whatever longer time the server offers. Servers keep
 * theirs for 5 s or more, so that we are the side that closes.
 */
const keepAliveMs = 2_000;

/** One connection at a time to one origin; undici opens it when the first request goes out. */
export interface Connection {
  readonly origin: string;
  readonly client: Client;
  /** How far the newest socket is. */
  stage(): Progress['stage'];
  /** The newest socket. */
  socket(): Socket | undefined;
  /** Drops the connection at once, also one that is still being made. */
  discard(): void;
}

/** HTTP/1.1 only, one request at a time, no redirect followed, no proxy asked. */
export function openConnection(origin: string, tls: WireTls): Connection {
  let socket: Socket | undefined;
  let stage: Progress['stage'] = 'connecting';
  const connect: buildConnector.connector = ({ hostname, protocol, port }, callback) => {
    stage = 'connecting';
    const secure = protocol === 'https:';
    const opened = secure
      ? connectTls(tlsOptions(hostname, Number(port || 443), tls))
      : connectTcp({ host: hostname, port: Number(port || 80) });
    socket = opened;
    opened.setNoDelay(true);
    opened.once('connect', () => {
      stage = secure ? 'securing' : 'waiting';
    });
    const failed = (error: Error): void => {
      callback(error, null);
    };
    opened.once('error', failed);
    opened.once(secure ? 'secureConnect' : 'connect', () => {
      opened.off('error', failed);
      stage = 'waiting';
      callback(null, opened);
    });
  };
  const client = new HttpClient(origin, {
    connect,
    pipelining: 1,
    allowH2: false,
    keepAliveTimeout: keepAliveMs,
    keepAliveMaxTimeout: keepAliveMs,
    maxHeaderSize: maxHeaderBytes,
    // The exchange has one deadline for all of it.
    headersTimeout: 0,
    bodyTimeout: 0,
  });
  return {
    origin,
    client,
    stage: () => stage,
    socket: () => socket,
    discard: () => {
      socket?.destroy();
      void client.destroy();
    },
  };
}

function tlsOptions(host: string, port: number, tls: WireTls): ConnectionOptions {
  return {
    host,
    port,
    servername: tls.serverName ?? (isIP(host) === 0 ? host : ''),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: tls.insecure !== true,
    ...(tls.ca === undefined ? {} : { secureContext: trusting(tls.ca) }),
  };
}

let lastTrusted: { readonly ca: string; readonly context: SecureContext } | undefined;

/**
 * A CA of the target's own comes beside the public ones. Reading all of those takes a hundred times
 * as long as a request, so the context is kept for the next connection.
 */
function trusting(ca: string): SecureContext {
  if (lastTrusted?.ca !== ca)
    lastTrusted = { ca, context: createSecureContext({ ca: [...rootCertificates, ca] }) };
  return lastTrusted.context;
}
