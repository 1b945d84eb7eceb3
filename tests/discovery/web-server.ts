import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

/** A request as a test's server got it. */
export interface Got {
  readonly method: string;
  readonly url: string;
  readonly authorization: string | undefined;
}

/** A server on loopback that a test answers for. */
export interface WebServer {
  readonly origin: string;
  /** Every request so far. */
  readonly got: readonly Got[];
  readonly close: () => Promise<void>;
}

/** Starts a server; `respond` answers every request. */
export async function startWebServer(
  respond: (request: IncomingMessage, response: ServerResponse) => void,
  tls?: { readonly key: string; readonly cert: string },
): Promise<WebServer> {
  const got: Got[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    const { method = '', url = '', headers } = request;
    got.push({ method, url, authorization: headers.authorization });
    request.resume();
    request.once('end', () => {
      respond(request, response);
    });
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    got,
    close: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
