import { createSocket } from 'node:dgram';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type AddressInfo, type Server } from 'node:net';

/** Servers on loopback that nobody may ever speak to. */
export interface Canaries {
  readonly http: string;
  /** Host and port. */
  readonly tcp: string;
  readonly udp: string;
  /** What has arrived, one line each. */
  readonly heard: readonly string[];
  readonly close: () => void;
}

/** Starts an HTTP server, one that only counts connections, and one for datagrams. */
export async function startCanaries(): Promise<Canaries> {
  const heard: string[] = [];
  const web = createHttpServer((request, response) => {
    heard.push(`${request.method ?? ''} ${request.url ?? ''}`);
    response.end();
  });
  web.on('connection', () => heard.push('a connection to the web server'));
  const raw = createServer(socket => {
    heard.push('a connection');
    socket.destroy();
  });
  const datagrams = createSocket('udp4');
  datagrams.on('message', () => heard.push('a datagram'));
  await new Promise<void>(resolve => {
    datagrams.bind(0, '127.0.0.1', resolve);
  });
  return {
    http: `http://${await listen(web)}`,
    tcp: await listen(raw),
    udp: `127.0.0.1:${datagrams.address().port}`,
    heard,
    close() {
      web.closeAllConnections();
      web.close();
      raw.close();
      datagrams.close();
    },
  };
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}
