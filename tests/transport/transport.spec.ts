import { expect, test } from '@playwright/test';
import { openTransport } from '../../harness/transport/transport.ts';
import type { Transport, WireFailure, WireOutcome } from '../../harness/transport/wire.ts';
import { UserError } from '../../harness/user-error.ts';
import {
  startHostileServer,
  whole,
  type behaviours,
  type Behaviour,
  type HostileServer,
} from './hostile-server.ts';

let server: HostileServer;
let transport: Transport;
/** How many requests came at /firstOnly before; only the first one per connection is answered. */
const perConnection = new WeakMap<object, number>();

const firstOnly: Behaviour = socket => {
  const before = perConnection.get(socket) ?? 0;
  perConnection.set(socket, before + 1);
  if (before === 0) whole('text/xml', '<first/>')(socket);
  else socket.destroy();
};

test.beforeAll(async () => {
  server = await startHostileServer({
    firstOnly,
    redirect: socket =>
      socket.write('HTTP/1.1 302 Found\r\nLocation: /good\r\nContent-Length: 0\r\n\r\n'),
    repeats: whole('text/xml', '<a/>', 'X-Two: 1\r\nx-two: 2\r\n'),
    untilClose: socket => socket.end('HTTP/1.0 200 OK\r\n\r\n<a/>'),
    chunked: socket =>
      socket.write(
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n<a\r\n2\r\n/>\r\n0\r\n\r\n',
      ),
    fault: socket =>
      socket.write('HTTP/1.1 500 Internal Server Error\r\nContent-Length: 4\r\n\r\n<f/>'),
  });
});

test.afterAll(async () => {
  await server.close();
});

test.beforeEach(() => {
  transport = openTransport({ limits: { deadlineMs: 10_000, maxBytes: 1_000_000 } });
});

test.afterEach(async () => {
  await transport.close();
});

const send = (path: string, over = transport): Promise<WireOutcome> =>
  over.send({
    url: `${server.origin}/${path}`,
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from('<q/>'),
  });

function text(outcome: WireOutcome): string {
  return outcome.kind === 'response'
    ? `${outcome.status} ${Buffer.from(outcome.body).toString()}`
    : outcome.message;
}

type Expected = readonly [code: WireFailure['code'], message: RegExp, status?: number];
// Node sends FIN before RST, so whether the end or the reset is seen first is open.
const failures = {
  closeAtOnce: ['closed', /ended before any status line/],
  resetAtOnce: ['closed', /(ended|broke) before any status line/],
  resetAfterHeaders: ['closed', /(ended|broke) after 4 bytes of body/, 200],
  notHttp: ['malformed', /what came is none.*Expected HTTP/],
  headersWithoutEnd: ['too-large', /headers of at most 65536 bytes/],
  switchProtocols: ['malformed', /bad upgrade/],
  lengthTooLong: ['length', /Expected 100 bytes .* after 6\.$/, 200],
  lengthTooLongClosing: ['length', /Expected 100 bytes .* after 6\.$/, 200],
  lengthTooShort: ['length', /Expected 4 bytes .* more came\.$/, 200],
  lengthHuge: ['too-large', /Content-Length announces 99999999999/, 200],
  truncatedChunk: ['closed', /ended after 6 bytes of body/, 200],
  truncatedChunkClosing: ['closed', /ended after 6 bytes of body/, 200],
  badChunk: ['malformed', /what came is none/, 200],
  endlessBody: ['too-large', /at most 1000000 bytes of body .* there was no end/, 200],
  endlessChunks: ['too-large', /at most 1000000 bytes of body .* there was no end/, 200],
  gzipBomb: ['too-large', /unpacks from gzip to more/, 200],
  notGzip: ['malformed', /Expected a body in gzip; it does not unpack/, 200],
  strangeEncoding: ['malformed', /it is in "gzip, gzip", which is not read/, 200],
} satisfies Partial<Record<keyof typeof behaviours, Expected>>;

for (const [path, [code, message, status]] of Object.entries<Expected>(failures))
  test(`${path} is ${code}, and the next request works`, async () => {
    const outcome = await send(path);
    expect(outcome).toMatchObject({ kind: 'failure', code });
    expect(text(outcome)).toMatch(message);
    expect(text(outcome)).toMatch(/^Expected [^\n]*\.$/);
    expect(outcome.status).toBe(status);
    expect(text(await send('good'))).toBe('200 <good/>');
  });

for (const [path, status] of [
  ['hang', undefined],
  ['slowHeaders', undefined],
  ['drip', 200],
] as const)
  test(`${path} ends at the deadline, and the next request works`, async () => {
    const impatient = openTransport({ limits: { deadlineMs: 300 } });
    const outcome = await send(path, impatient);
    expect(outcome).toMatchObject({ kind: 'failure', code: 'deadline' });
    expect(text(outcome)).toMatch(/^Expected a complete response from .* within 300 ms; /);
    expect(outcome.status).toBe(status);
    expect(text(await send('good'))).toBe('200 <good/>');
    await impatient.close();
  });

for (const [path, expected] of [
  ['emptyOk', '200 '],
  ['gzip', '200 <zipped/>'],
  ['redirect', '302 '],
  ['untilClose', '200 <a/>'],
  ['chunked', '200 <a/>'],
  ['fault', '500 <f/>'],
] as const)
  test(`${path} is a response`, async () => {
    expect(text(await send(path))).toBe(expected);
  });

test('headers keep their order and repeats, in lower case', async () => {
  const outcome = await send('repeats');
  expect(outcome).toMatchObject({
    headers: [
      ['content-type', 'text/xml'],
      ['content-length', '4'],
      ['x-two', '1'],
      ['x-two', '2'],
    ],
  });
});

test('a connection is kept', async () => {
  await send('good');
  const before = server.connections();
  await send('good');
  await send('good');
  expect(server.connections()).toBe(before);
});

test('a request dropped on a kept connection is sent once more, on a new one', async () => {
  const before = server.connections();
  expect(text(await send('firstOnly'))).toBe('200 <first/>');
  expect(text(await send('firstOnly'))).toBe('200 <first/>');
  expect(server.connections()).toBe(before + 2);
});

test('a request dropped on a new connection is not sent again', async () => {
  const before = server.connections();
  expect(await send('closeAtOnce')).toMatchObject({ code: 'closed' });
  expect(server.connections()).toBe(before + 1);
});

test('many requests at once all come back, over a bounded number of connections', async () => {
  const before = server.connections();
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => send('good')));
  expect(new Set(outcomes.map(text))).toEqual(new Set(['200 <good/>']));
  expect(server.connections() - before).toBeLessThanOrEqual(16);
});

test('closing ends what is under way', async () => {
  const pending = send('hang');
  // One turn of the loop, so that the request is out or on its way.
  await new Promise(resolve => setImmediate(resolve));
  await transport.close();
  expect((await pending).kind).toBe('failure');
  await expect(send('good')).rejects.toThrow('The transport is closed.');
});

test('refused is told from unresolved', async () => {
  const gone = await startHostileServer();
  await gone.close();
  const to = (url: string) => transport.send({ url, method: 'GET', headers: {} });
  expect(await to(`${gone.origin}/`)).toMatchObject({ kind: 'failure', code: 'refused' });
  // Too long for a DNS label, so that no resolver is asked.
  expect(await to(`http://${'a'.repeat(64)}.invalid/`)).toMatchObject({ code: 'unresolved' });
});

for (const [url, message] of [
  ['ftp://127.0.0.1/', /Expected a URL that begins with http:\/\/ or https:\/\//],
  ['rms.example.com', /Expected a URL that begins/],
  ['http://user:secret@127.0.0.1/', /without user name and password; the one for 127\.0\.0\.1 has/],
] as const)
  test(`the URL ${url} is the user's mistake`, async () => {
    const sent = transport.send({ url, method: 'GET', headers: {} });
    await expect(sent).rejects.toThrow(message);
    await expect(sent).rejects.toBeInstanceOf(UserError);
    await expect(sent).rejects.not.toThrow(/secret/);
  });

test('a header that cannot be sent is a programming error', async () => {
  const sent = transport.send({
    url: `${server.origin}/good`,
    method: 'GET',
    headers: { a: 'b\r\nc: d' },
  });
  await expect(sent).rejects.toThrow(/invalid a header/);
});
