import {
  Agent,
  createServer,
  request as requestHttp,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Agent as TlsAgent, request as requestHttps } from 'node:https';
import { isIP, type AddressInfo, type Socket } from 'node:net';
import { keepAliveMs } from '../transport/connection.ts';
import {
  deadlineReason,
  failureReason,
  maxHeaderBytes,
  RouteFailure,
  type Progress,
} from '../transport/failure.ts';
import { prepareTls, type TlsTo } from '../transport/tls.ts';
import type { WireTls } from '../transport/wire.ts';
import type { Captured } from './captured.ts';
import { collect } from './collect.ts';
import { forwarded } from './hop-headers.ts';
import { captureOf } from './proxied-exchange.ts';

/** What a recording proxy is started with. */
export interface RecordingProxyOptions {
  /** The one server that everything is passed on to; its path goes before those of the requests. */
  readonly upstream: URL;
  readonly tls: WireTls;
  /** 0 takes a free one. */
  readonly port: number;
  /** Gets every exchange that came to its end and may be one of ours. */
  readonly onExchange: (captured: Captured) => void;
  /** Gets a sentence for each request that the upstream did not answer. */
  readonly onFailure: (message: string) => void;
}

/** A proxy that runs. */
export interface RecordingProxy {
  readonly origin: string;
  /** Ends all connections; resolves when the exchanges that had ended were handed over. */
  readonly close: () => Promise<void>;
}

/** Clients that are served at once. */
const mostConnections = 128;

/** Milliseconds of silence after which the upstream counts as dead. */
const silenceMs = 60_000;

/**
 * Starts a reverse proxy on 127.0.0.1. It passes every request on to the upstream and to nobody else,
 * as it came but for the headers of a connection, and the answer back; bodies are streamed. Each client
 * connection has one of its own to the upstream, since NTLM authenticates connections.
 *
 * @throws UserError for a CA that is none
 */
export async function startRecordingProxy(options: RecordingProxyOptions): Promise<RecordingProxy> {
  const tls = prepareTls(options.tls);
  const agents = new WeakMap<Socket, Agent>();
  const pending = new Set<Promise<void>>();
  const server = createServer({ maxHeaderSize: maxHeaderBytes }, (request, response) => {
    const { socket } = request;
    const agent = agents.get(socket) ?? openAgent(options.upstream);
    if (!agents.has(socket)) {
      agents.set(socket, agent);
      socket.once('close', () => {
        agent.destroy();
      });
    }
    pass(request, response, { ...options, tlsTo: tls, agent, pending });
  });
  server.maxConnections = mostConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    async close() {
      const closed = new Promise(resolve => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await Promise.all(pending);
    },
  };
}

function openAgent({ protocol }: URL): Agent {
  // What rests longer may be closed by the upstream while the next request is on its way.
  const options = { keepAlive: true, maxSockets: 1, timeout: keepAliveMs };
  return protocol === 'https:' ? new TlsAgent(options) : new Agent(options);
}

interface Passing extends RecordingProxyOptions {
  readonly tlsTo: TlsTo;
  readonly agent: Agent;
  readonly pending: Set<Promise<void>>;
}

function pass(request: IncomingMessage, response: ServerResponse, passing: Passing): void {
  const { upstream, onExchange, onFailure, pending } = passing;
  const { url: path = '' } = request;
  if (!path.startsWith('/')) {
    request.resume();
    say(response, 400, 'this stands for one server and takes paths only, no whole URLs');
    return;
  }
  const url = new URL(upstream.origin);
  const [pathname = '', search] = path.split(/\?(.*)/s);
  url.pathname = `${upstream.pathname.replace(/\/+$/, '')}${pathname}`;
  if (search !== undefined) url.search = search;
  const outgoing = send(request, `${upstream.pathname.replace(/\/+$/, '')}${path}`, passing);
  const progress = progressOf(outgoing, upstream);
  const sent = collect(request);
  const fail = (error: unknown): void => {
    if (response.writableEnded || response.destroyed) return;
    const { message } = failureReason(error, progress());
    onFailure(message);
    // A body that is cut must not look as though it were whole.
    if (response.headersSent) response.destroy();
    else say(response, 502, message);
  };
  outgoing.once('error', fail);
  outgoing.setTimeout(silenceMs, () => {
    outgoing.destroy(new RouteFailure(deadlineReason(silenceMs, progress())));
  });
  outgoing.once('response', incoming => {
    incoming.once('error', fail);
    const answered = collect(incoming);
    try {
      response.sendDate = false;
      const { statusCode = 502, statusMessage = '', rawHeaders } = incoming;
      response.writeHead(statusCode, statusMessage, forwarded(rawHeaders));
    } catch (error) {
      outgoing.destroy();
      fail(error);
      return;
    }
    incoming.pipe(response);
    incoming.once('end', () => {
      const handed = captureOf({ url, request, incoming, sent: sent(), answered: answered() }).then(
        captured => {
          if (captured !== undefined) onExchange(captured);
        },
      );
      pending.add(handed);
      void handed.finally(() => pending.delete(handed));
    });
  });
  response.once('close', () => {
    if (!response.writableFinished) outgoing.destroy();
  });
  request.pipe(outgoing);
}

/** The request to the upstream, its body still to come. */
function send(request: IncomingMessage, path: string, passing: Passing): ClientRequest {
  const { upstream, agent, tlsTo } = passing;
  const host = upstream.hostname.replace(/^\[|\]$/g, '');
  const secure = upstream.protocol === 'https:';
  return (secure ? requestHttps : requestHttp)({
    ...(secure && tlsTo(host)),
    host,
    family: isIP(host),
    port: upstream.port === '' ? (secure ? 443 : 80) : Number(upstream.port),
    method: request.method ?? 'GET',
    path,
    agent,
    maxHeaderSize: maxHeaderBytes,
    headers: [
      ...['Host', upstream.host],
      // Node itself has answered to Expect.
      ...forwarded(request.rawHeaders, ['host', 'expect']),
      ...framing(request),
    ],
  });
}

/** How the end of a body is told where the client did not announce a length; Node would guess by method. */
function framing({ headers, method = '' }: IncomingMessage): readonly string[] {
  if (headers['content-length'] !== undefined) return [];
  if (headers['transfer-encoding'] !== undefined) return ['Transfer-Encoding', 'chunked'];
  return ['POST', 'PUT', 'PATCH'].includes(method) ? ['Content-Length', '0'] : [];
}

/** How far the request is, for the sentence about its failure. */
function progressOf(outgoing: ClientRequest, { origin, protocol }: URL): () => Progress {
  let stage: Progress['stage'] = 'connecting';
  let received = 0;
  const secure = protocol === 'https:';
  outgoing.once('socket', socket => {
    if (!socket.connecting) stage = 'waiting';
    socket.once('connect', () => {
      stage = secure ? 'securing' : 'waiting';
    });
    socket.once('secureConnect', () => {
      stage = 'waiting';
    });
  });
  outgoing.once('response', incoming => {
    stage = 'reading';
    incoming.on('data', (chunk: Uint8Array) => {
      received += chunk.length;
    });
  });
  return () => ({ origin, stage, received });
}

function say(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`assay record: ${message}\n`);
}
