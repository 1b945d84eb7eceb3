import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A request as it arrived, body included, and the connection that it came over. */
export interface Arrived {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Connections are numbered from 1. */
  readonly connection: number;
  readonly socket: Socket;
}

export interface RecordingServer {
  /** Where it listens, without a path. */
  readonly origin: string;
  readonly arrived: Arrived[];
  close(): Promise<void>;
}

/** Starts an HTTP server on loopback that remembers every request before it answers. */
export async function startRecordingServer(
  answer: (request: Arrived, response: ServerResponse) => void,
): Promise<RecordingServer> {
  const arrived: Arrived[] = [];
  const connections = new Map<Socket, number>();
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method = '', url = '', headers, socket } = incoming;
      const connection = connections.get(socket) ?? connections.size + 1;
      connections.set(socket, connection);
      const body = Buffer.concat(chunks).toString();
      const request = { method, url, headers, body, connection, socket };
      arrived.push(request);
      answer(request, response);
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    arrived,
    close: () =>
      new Promise(done => {
        server.close(() => {
          done();
        });
        server.closeAllConnections();
      }),
  };
}

/** Answers 401 with these WWW-Authenticate headers. */
export function ask(response: ServerResponse, ...mechanisms: readonly string[]): void {
  response.writeHead(401, { 'www-authenticate': [...mechanisms] }).end('who are you?');
}
