import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { generate } from 'selfsigned';

/** What a server does with a connection once a request's headers have come. */
export type Behaviour = (socket: Socket) => void;

const ok = (headers: string, body: string | Buffer = ''): Buffer =>
  Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n`, 'latin1'), Buffer.from(body)]);

const xml = (body: string): Behaviour => whole('text/xml; charset=utf-8', body);

/** A correct HTTP response with this body. */
export function whole(type: string, body: string | Buffer, extra = ''): Behaviour {
  const bytes = Buffer.from(body);
  return socket => {
    socket.write(ok(`Content-Type: ${type}\r\nContent-Length: ${bytes.length}\r\n${extra}`, bytes));
  };
}

/** Writes `piece` again and again, until the other side goes away. */
function endless(head: Buffer, piece: string, everyMs: number): Behaviour {
  return socket => {
    socket.write(head);
    const timer = setInterval(() => socket.write(piece), everyMs);
    socket.once('close', () => {
      clearInterval(timer);
    });
  };
}

const laughs = Array.from(
  { length: 10 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');

/** Ways to mistreat a client, by name; `good` is the only one that doesn't. */
export const behaviours = {
  good: xml('<good/>'),
  // The connection.
  closeAtOnce: socket => socket.end(),
  resetAtOnce: socket => socket.resetAndDestroy(),
  hang: () => undefined,
  resetAfterHeaders: socket => {
    socket.write(ok('Transfer-Encoding: chunked\r\n', '64\r\nhalf'), () =>
      socket.resetAndDestroy(),
    );
  },
  // The head.
  notHttp: socket => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
  slowHeaders: endless(Buffer.from('HTTP/1.1 200 OK\r\n'), 'X-Slow: 1\r\n', 20),
  headersWithoutEnd: socket => {
    socket.write(Buffer.from(`HTTP/1.1 200 OK\r\n${'X-Many: 1234567890\r\n'.repeat(10_000)}`));
  },
  switchProtocols: socket =>
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n'),
  // The body.
  lengthTooLong: socket => socket.end(ok('Content-Length: 100\r\n', '<half>')),
  lengthTooLongClosing: socket =>
    socket.end(ok('Connection: close\r\nContent-Length: 100\r\n', '<half>')),
  lengthTooShort: socket => socket.write(ok('Content-Length: 4\r\n', '<a/><b/>')),
  lengthHuge: socket => socket.write(ok('Content-Length: 99999999999\r\n', '<a>')),
  truncatedChunk: socket => socket.end(ok('Transfer-Encoding: chunked\r\n', '64\r\n<half>')),
  truncatedChunkClosing: socket =>
    socket.end(ok('Connection: close\r\nTransfer-Encoding: chunked\r\n', '64\r\n<half>')),
  badChunk: socket => socket.write(ok('Transfer-Encoding: chunked\r\n', 'zz\r\n<half>')),
  drip: endless(ok('Content-Type: text/xml\r\n'), 'x', 20),
  endlessBody: endless(ok('Content-Type: text/xml\r\n'), 'x'.repeat(65_536), 0),
  endlessChunks: endless(
    ok('Transfer-Encoding: chunked\r\n'),
    `8000\r\n${'x'.repeat(32_768)}\r\n`,
    0,
  ),
  gzip: whole('text/xml', gzipSync('<zipped/>'), 'Content-Encoding: gzip\r\n'),
  gzipBomb: whole('text/xml', gzipSync(Buffer.alloc(4_000_000)), 'Content-Encoding: gzip\r\n'),
  notGzip: whole('text/xml', '<plain/>', 'Content-Encoding: gzip\r\n'),
  strangeEncoding: whole('text/xml', '<plain/>', 'Content-Encoding: gzip, gzip\r\n'),
  // Complete responses that hold no envelope.
  emptyOk: whole('text/xml', ''),
  html: whole('text/html', '<!DOCTYPE html><html><body>It works!<br></body></html>'),
  dtd: xml('<!DOCTYPE a [<!ELEMENT a ANY>]><a/>'),
  externalEntity: xml('<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'),
  billionLaughs: xml(`<!DOCTYPE a [<!ENTITY l0 "ha">${laughs}]><a>&l10;</a>`),
  deep: xml(`${'<a>'.repeat(100_000)}${'</a>'.repeat(100_000)}`),
  manyAttributes: xml(`<a ${Array.from({ length: 600_000 }, (_, i) => `a${i}=""`).join(' ')}/>`),
} satisfies Record<string, Behaviour>;

export interface HostileServer {
  /** Where it listens, without a path. */
  readonly origin: string;
  /** Its certificate in PEM, when it speaks TLS. */
  readonly certificate?: string;
  /** Connections accepted so far. */
  connections(): number;
  close(): Promise<void>;
}

/**
 * Starts a server on loopback that answers each request with the behaviour that its path names, such
 * as `/drip`, and otherwise with one of `own`. Bodies of requests are not read.
 */
export async function startHostileServer(
  own: Readonly<Record<string, Behaviour>> = {},
  options: { tls?: boolean } = {},
): Promise<HostileServer> {
  const known = new Map<string, Behaviour>(Object.entries({ ...behaviours, ...own }));
  const open = new Set<Socket>();
  let accepted = 0;
  const serve = (socket: Socket): void => {
    accepted += 1;
    open.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => open.delete(socket));
    let head = '';
    socket.on('data', data => {
      head += data.toString('latin1');
      if (!head.includes('\r\n\r\n')) return;
      const name = /^\w+ \/(\w*)/.exec(head)?.[1] ?? '';
      head = '';
      known.get(name)?.(socket);
    });
  };
  const pems =
    options.tls === true
      ? await generate([{ name: 'commonName', value: '127.0.0.1' }], {
          keySize: 2048,
          algorithm: 'sha256',
          extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
        })
      : undefined;
  const server: Server = pems
    ? createTlsServer({ key: pems.private, cert: pems.cert }, serve)
    : createServer(serve);
  server.on('tlsClientError', () => undefined);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `${pems ? 'https' : 'http'}://127.0.0.1:${port}`,
    ...(pems ? { certificate: pems.cert } : {}),
    connections: () => accepted,
    close: () =>
      new Promise(resolve => {
        server.close(() => {
          resolve();
        });
        for (const socket of open) socket.destroy();
      }),
  };
}
