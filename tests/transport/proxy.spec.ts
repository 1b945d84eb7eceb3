import { createServer, request as sendRequest, type Server } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import type { Proxy } from '../../harness/transport/access.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { WireOutcome } from '../../harness/transport/wire.ts';
import { UserError } from '../../harness/user-error.ts';
import { startRecordingServer, type RecordingServer } from './authentication/recording-server.ts';
import { secretVariable } from './authentication/secret-variable.ts';
import { startHostileServer, type HostileServer } from './hostile-server.ts';

/** What a proxy was asked: request lines, with the credentials that came along. */
interface RunningProxy {
  readonly url: string;
  readonly asked: string[];
  refuse: number | undefined;
  close(): void;
}

async function startProxy(): Promise<RunningProxy> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((incoming, response) => {
    const { method = '', url = '', headers } = incoming;
    proxy.asked.push(`${method} ${url} ${headers['proxy-authorization'] ?? ''}`.trim());
    if (proxy.refuse !== undefined) {
      response.writeHead(proxy.refuse, { 'proxy-authenticate': 'Basic realm="p"' }).end();
      return;
    }
    const passed = sendRequest(url, { method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    passed.on('error', () => response.writeHead(502).end());
    incoming.pipe(passed);
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('connect', ({ url = '', headers }, socket: Socket) => {
    proxy.asked.push(`CONNECT ${url} ${headers['proxy-authorization'] ?? ''}`.trim());
    if (proxy.refuse !== undefined) {
      socket.end(`HTTP/1.1 ${proxy.refuse} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`http://${url}`);
    const upstream = connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connected\r\n\r\n');
      upstream.pipe(socket).pipe(upstream);
    });
    sockets.add(upstream);
    upstream.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
    socket.on('error', () => undefined);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const proxy: RunningProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: [],
    refuse: undefined,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}

let proxy: RunningProxy;
let plain: RecordingServer;
let secure: HostileServer;

test.beforeAll(async () => {
  proxy = await startProxy();
  plain = await startRecordingServer((request, response) => response.end(request.body));
  secure = await startHostileServer({}, { tls: true });
});

test.afterAll(async () => {
  proxy.close();
  await plain.close();
  await secure.close();
});

test.beforeEach(() => {
  proxy.asked.length = 0;
  proxy.refuse = undefined;
  plain.arrived.length = 0;
});

async function send(
  urls: readonly string[],
  through: Partial<Proxy> = {},
): Promise<readonly WireOutcome[]> {
  const transport = openTransport({
    proxy: { url: proxy.url, ...through },
    tls: { ca: secure.certificate ?? '' },
  });
  const outcomes: WireOutcome[] = [];
  for (const url of urls)
    outcomes.push(
      await transport.send({ url, method: 'POST', headers: {}, body: Buffer.from('<q/>') }),
    );
  await transport.close();
  return outcomes;
}

const credentials = { user: 'alice', password: secretVariable('secret') };
const basic = `Basic ${Buffer.from('alice:secret').toString('base64')}`;

test('http: goes in absolute form, its own host in the header, over a kept connection', async () => {
  const url = `${plain.origin}/a/b?c=d`;
  const outcomes = await send([url, url]);
  expect(outcomes).toMatchObject([{ status: 200 }, { status: 200 }]);
  expect(proxy.asked).toEqual([`POST ${url}`, `POST ${url}`]);
  expect(plain.arrived[0]).toMatchObject({
    url: '/a/b?c=d',
    body: '<q/>',
    headers: { host: new URL(plain.origin).host },
  });
});

test('https: goes through a tunnel, in which the certificate is verified', async () => {
  const url = `${secure.origin}/good`;
  expect(await send([url, url])).toMatchObject([{ status: 200 }, { status: 200 }]);
  expect(proxy.asked).toEqual([`CONNECT ${new URL(url).host}`]);
  const transport = openTransport({ proxy: { url: proxy.url } });
  const untrusted = await transport.send({ url, method: 'GET', headers: {} });
  expect(untrusted).toMatchObject({ kind: 'failure', code: 'tls' });
  await transport.close();
});

test('credentials go to the proxy alone', async () => {
  await send([`${plain.origin}/`, `${secure.origin}/good`], credentials);
  expect(proxy.asked).toEqual([
    `POST ${plain.origin}/ ${basic}`,
    `CONNECT ${new URL(secure.origin).host} ${basic}`,
  ]);
});

for (const [what, origin] of [
  ['http:', () => plain.origin],
  ['https:', () => secure.origin],
] as const)
  test(`a proxy that refuses the credentials for ${what} is asked once`, async () => {
    proxy.refuse = 407;
    const url = `${origin()}/good`;
    const message = `Expected the proxy ${proxy.url} to accept proxy.user and proxy.password; it refused them (407): correct them in the target.`;
    const [first, second] = await send([url, url], credentials);
    expect(first).toMatchObject({ code: 'unauthorized', message });
    expect(second).toMatchObject({ code: 'unauthorized', message });
    expect(proxy.asked).toHaveLength(1);
  });

test('a proxy that asks for credentials', async () => {
  proxy.refuse = 407;
  const [outcome] = await send([`${plain.origin}/`]);
  expect(outcome).toMatchObject({
    code: 'unauthorized',
    message: `Expected the proxy ${proxy.url} to ask for no credentials; it does (407): give proxy.user and proxy.password in the target.`,
  });
});

test('a proxy that makes no tunnel', async () => {
  proxy.refuse = 403;
  const [outcome] = await send([`${secure.origin}/good`]);
  expect(outcome).toMatchObject({
    code: 'unreachable',
    message: `Expected the proxy ${proxy.url} to connect to ${new URL(secure.origin).host}; it answered HTTP 403: ask whoever runs it, or remove proxy from the target.`,
  });
});

test('a proxy that is not there', async () => {
  const gone = await startHostileServer();
  await gone.close();
  for (const url of [plain.origin, secure.origin])
    expect(await send([url], { url: gone.origin })).toMatchObject([
      {
        code: 'refused',
        message: `Expected a server at ${gone.origin} (the proxy); the connection was refused.`,
      },
    ]);
});

test('what is no proxy speaks no HTTP', async () => {
  const server = createTcpServer(socket => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const [outcome] = await send([`${secure.origin}/good`], { url });
  expect(outcome).toMatchObject({ kind: 'failure', code: 'unreachable' });
  server.close();
});

for (const url of ['https://127.0.0.1:1', 'http://a:b@127.0.0.1:1', 'proxy:3128'])
  test(`${url} is no proxy`, () => {
    const open = () => openTransport({ proxy: { url } });
    expect(open).toThrow(UserError);
    expect(open).not.toThrow(/a:b/);
  });

test('proxies of the environment are not asked', async () => {
  process.env['HTTP_PROXY'] = process.env['http_proxy'] = proxy.url;
  const transport = openTransport();
  const outcome = await transport.send({ url: plain.origin, method: 'GET', headers: {} });
  delete process.env['HTTP_PROXY'];
  delete process.env['http_proxy'];
  expect(outcome).toMatchObject({ status: 200 });
  expect(proxy.asked).toEqual([]);
  await transport.close();
});
