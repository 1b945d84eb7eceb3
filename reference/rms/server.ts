import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { conforming, type Behaviour } from './behaviour.ts';
import type { Deployment, HttpResponse } from './exchange.ts';
import { page, readRequest, sendResponse } from './http.ts';
import { basePath, respond } from './respond.ts';
import { makeServerCertificate } from './tls.ts';

const loopback = '127.0.0.1';

export interface ReferenceServerOptions {
  readonly deployments: readonly Deployment[];
  /** Also listen with TLS, on a port of its own. */
  readonly https?: boolean;
  /** Port for HTTP; 0, the default, takes a free one. */
  readonly port?: number;
  /** Port for HTTPS; 0, the default, takes a free one. */
  readonly httpsPort?: number;
  /** Rules that this server has otherwise than the conforming one. */
  readonly behaviour?: Partial<Behaviour>;
}

/** A server that is running. */
export interface ReferenceServer {
  /** Base URL per deployment, without a slash at its end. */
  readonly urls: Readonly<Record<string, string>>;
  /** The same with HTTPS, when it was asked for. */
  readonly httpsUrls?: Readonly<Record<string, string>>;
  /** PEM of the certificate that HTTPS shows; it is self-signed, so a client trusts it as its own authority. */
  readonly certificate?: string;
  /** Stops listening and ends all connections. */
  close(): Promise<void>;
}

/**
 * Starts an RMS server that obeys MS-RMSI (Decommissioning) and gives out its certificates
 * (MS-RMPR 3.7.4.1), on 127.0.0.1 only: each deployment at `http://127.0.0.1:<port>/<name>/_wmcs`.
 * What `behaviour` overrides, it does otherwise.
 *
 * @throws the listen error of node:net, `EADDRINUSE` for one, when a port can't be had.
 */
export async function startReferenceServer(
  options: ReferenceServerOptions,
): Promise<ReferenceServer> {
  const behaviour: Behaviour = { ...conforming, ...options.behaviour };
  const { deployments } = options;
  const listener = listen(deployments, behaviour);
  const http = createServer(listener);
  const origin = `http://${loopback}:${await bind(http, options.port ?? 0)}`;
  const urls = urlsAt(origin, deployments);
  if (options.https !== true) return { urls, close: () => stop([http]) };
  try {
    const { certificate, privateKey } = await makeServerCertificate();
    const https = behaviour.httpsIsEncrypted
      ? createTlsServer({ cert: certificate, key: privateKey }, listener)
      : createServer(listener);
    const secure = `https://${loopback}:${await bind(https, options.httpsPort ?? 0)}`;
    return {
      urls,
      httpsUrls: urlsAt(secure, deployments),
      certificate,
      close: () => stop([http, https]),
    };
  } catch (error) {
    await stop([http]);
    throw error;
  }
}

function listen(deployments: readonly Deployment[], behaviour: Behaviour): RequestListener {
  return (message, response) => {
    answer(message, deployments, behaviour).then(
      result => {
        sendResponse(response, result);
      },
      () => {
        // A request that did not come whole has no one left to answer to.
        if (message.complete) sendResponse(response, page(500, 'Internal server error'));
        else response.destroy();
      },
    );
  };
}

async function answer(
  message: IncomingMessage,
  deployments: readonly Deployment[],
  behaviour: Behaviour,
): Promise<HttpResponse> {
  const url = urlOf(message);
  if (url === undefined) return page(400, 'Bad request', { connection: 'close' });
  const request = await readRequest(message, url, behaviour.maximumRequestBytes);
  if (request === undefined) return page(413, 'The request is too large', { connection: 'close' });
  const { response, exchange } = await respond(request, deployments, behaviour);
  return behaviour.finish(response, exchange);
}

/** The URL as the client addressed it, or undefined when Host and target make none. */
function urlOf({ url = '/', headers, socket }: IncomingMessage): URL | undefined {
  const host = headers.host ?? `${loopback}:${socket.localPort ?? 0}`;
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  const address = `${scheme}://${host}${url}`;
  const wellFormed = /^[\w.:[\]-]+$/.test(host) && url.startsWith('/') && URL.canParse(address);
  return wellFormed ? new URL(address) : undefined;
}

function urlsAt(origin: string, deployments: readonly Deployment[]): Record<string, string> {
  return Object.fromEntries(
    deployments.map(deployment => [deployment.name, origin + basePath(deployment)]),
  );
}

function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

async function stop(servers: readonly Server[]): Promise<void> {
  await Promise.all(
    servers.map(
      server =>
        new Promise<void>(resolve => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        }),
    ),
  );
}
