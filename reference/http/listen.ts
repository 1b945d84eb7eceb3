import type { IncomingMessage, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { page, readRequest, sendResponse, type HttpRequest, type HttpResponse } from './message.ts';

/** Where all reference servers listen, and nowhere else. */
export const loopback = '127.0.0.1';

/**
 * A listener that reads each request whole and sends what `respond` makes of it; whatever that
 * throws is status 500.
 *
 * @param maximumBytes - of request body; more is answered with 413
 */
export function listenerOf(
  maximumBytes: number,
  respond: (request: HttpRequest) => Promise<HttpResponse>,
): RequestListener {
  return (message, response) => {
    answer(message, maximumBytes, respond).then(
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
  maximumBytes: number,
  respond: (request: HttpRequest) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const url = urlOf(message);
  if (url === undefined) return page(400, 'Bad request', { connection: 'close' });
  const request = await readRequest(message, url, maximumBytes);
  if (request === undefined) return page(413, 'The request is too large', { connection: 'close' });
  return respond(request);
}

/** The URL as the client addressed it, or undefined when Host and target make none. */
function urlOf({ url = '/', headers, socket }: IncomingMessage): URL | undefined {
  const host = headers.host ?? `${loopback}:${socket.localPort ?? 0}`;
  const scheme = 'encrypted' in socket ? 'https' : 'http';
  const address = `${scheme}://${host}${url}`;
  const wellFormed = /^[\w.:[\]-]+$/.test(host) && url.startsWith('/') && URL.canParse(address);
  return wellFormed ? new URL(address) : undefined;
}

/**
 * Binds a server to loopback.
 *
 * @param port - 0 takes a free one
 * @returns the port
 * @throws the listen error of node:net
 */
export function bind(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, loopback, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}

/** Stops listening and ends all connections. */
export async function stop(servers: readonly Server[]): Promise<void> {
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
