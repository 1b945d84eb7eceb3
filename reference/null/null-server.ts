import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server that does nothing right; none may earn a pass (DESIGN.md, proof by mutants). */
export interface NullServer {
  /** Completes the sentence "a server that ...". */
  readonly name: string;
  /** Starts it on loopback; `genuine` is a conforming server's answer to a request of its own. */
  start(genuine: GenuineAnswers): Promise<{ base: string; close: () => Promise<void> }>;
}

/** A request that a null server got. */
export interface NullRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Without parameters; empty where none was sent. */
  readonly mediaType: string;
  readonly body: string;
}

/** What a null server answers. */
export interface Canned {
  readonly type: string;
  readonly body: string;
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Valid answers to somebody else's request of this kind. */
export type GenuineAnswers = (request: NullRequest) => Canned;

const html = '<!doctype html><html><body><h1>Welcome</h1></body></html>';

/** The seven kinds. */
export const nullServers: readonly NullServer[] = [
  { name: 'refuses connections', start: refuse },
  {
    name: 'accepts connections and says nothing',
    start: () => listen(createTcpServer(socket => void socket.on('error', () => undefined))),
  },
  { name: 'answers with an empty 200', start: () => answerAll(() => ({ type: '', body: '' })) },
  {
    name: 'answers with an HTML page',
    start: () => answerAll(() => ({ type: 'text/html', body: html })),
  },
  {
    name: 'answers every request with the same fault',
    start: () =>
      answerAll(({ mediaType }) => {
        const type = mediaType === 'application/soap+xml' ? mediaType : 'text/xml';
        return { type, body: constantFault(type), status: 500 };
      }),
  },
  {
    name: 'sends the request back',
    start: () => answerAll(({ mediaType, body }) => ({ type: mediaType, body })),
  },
  {
    name: "answers with somebody else's valid response",
    start: genuine => answerAll(genuine),
  },
];

/** A port that nobody listens on: taken, and let go again. */
async function refuse(): Promise<{ base: string; close: () => Promise<void> }> {
  const { base, close } = await listen(createTcpServer());
  await close();
  return { base, close: () => Promise.resolve() };
}

function answerAll(answer: (request: NullRequest) => Canned) {
  const server = createHttpServer((request, response) => {
    void readBody(request).then(body => {
      const { method = 'GET', url: target = '/', headers } = request;
      const mediaType = (headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
      const canned = answer({ method, target, mediaType, body });
      const type = { 'content-type': canned.type || 'text/plain' };
      response.writeHead(canned.status ?? 200, { ...type, ...canned.headers });
      response.end(canned.body);
    });
  });
  return listen(server);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function listen(server: Server): Promise<{ base: string; close: () => Promise<void> }> {
  const sockets = new Set<Socket>();
  server.on('connection', socket => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const close = () =>
    new Promise<void>(done => {
      for (const socket of sockets) socket.destroy();
      server.close(() => {
        done();
      });
    });
  return new Promise(done => {
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      done({ base: `http://127.0.0.1:${port}/_wmcs`, close });
    });
  });
}

/** One that names a documented exception, so that it answers some negative requests by chance. */
function constantFault(mediaType: string): string {
  const reason =
    'Microsoft.DigitalRightsManagement.Core.MalformedDataVersionException: The version is malformed.';
  if (mediaType === 'application/soap+xml')
    return `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body><s:Fault><s:Code><s:Value>s:Receiver</s:Value></s:Code><s:Reason><s:Text xml:lang="en">${reason}</s:Text></s:Reason></s:Fault></s:Body></s:Envelope>`;
  return `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:Server</faultcode><faultstring>${reason}</faultstring></s:Fault></s:Body></s:Envelope>`;
}
