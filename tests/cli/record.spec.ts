import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Agent, request, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { connect, createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from '@playwright/test';
import { readRecordings } from '../../harness/recordings/read-recordings.ts';
import { makeServerCertificate } from '../../reference/rms/tls.ts';
import { startWebServer, type WebServer } from '../discovery/web-server.ts';
import { filesBelow, newFolder } from '../recordings/folder.ts';
import { license, licenseResponse, ofPlayer } from '../recordings/messages.ts';
import { command, root, stackFrame } from './run-cli.ts';

const challenge = license();

/** `assay record` that listens. */
interface Recording {
  readonly origin: string;
  readonly out: string;
  /** Interrupts it, and gives what it printed. */
  readonly end: () => Promise<{ code: number | null; lines: readonly string[]; stderr: string }>;
}

const children = new Set<ChildProcess>();
test.afterEach(() => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
});

async function record(upstream: string, ...args: readonly string[]): Promise<Recording> {
  const out = newFolder();
  const given = ['record', '--upstream', upstream, '--out', out, '--json', ...args];
  const child = spawn(process.execPath, [join(root, 'cli/bin.mjs'), ...given], { cwd: root });
  children.add(child);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  while (!stdout.includes('\n')) await Promise.race([once(child.stdout, 'data'), ended(child)]);
  const { listening } = JSON.parse(stdout.split('\n')[0] ?? '') as { listening: string };
  return {
    origin: listening,
    out,
    async end() {
      const closed = once(child, 'close');
      child.kill('SIGINT');
      const [code] = (await closed) as [number | null];
      return { code, lines: stdout.trim().split('\n').slice(1), stderr };
    },
  };
}

async function ended(child: ChildProcess): Promise<never> {
  await once(child, 'close');
  throw new Error('assay record ended before it listened.');
}

/** A license server: gzip, cookies, and a trap at /elsewhere. */
function startUpstream(tls?: { readonly key: string; readonly cert: string }): Promise<WebServer> {
  return startWebServer(({ headers, method, url = '', socket }, response) => {
    seen.push({ method, url, headers, connection: socket.remotePort });
    if (url.startsWith('/large')) {
      response.writeHead(200, { 'content-type': 'application/octet-stream' });
      response.end(Buffer.alloc(6 * 1024 * 1024, 7));
      return;
    }
    if (url.startsWith('/cut')) {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setImmediate(() => response.destroy());
      return;
    }
    response.writeHead(200, 'Fine', [
      ...['Content-Type', 'text/xml; charset=utf-8', 'Content-Encoding', 'gzip'],
      ...['Set-Cookie', 'a=Zq7-one', 'Set-Cookie', 'b=Zq7-two'],
      ...['Connection', 'X-Hop', 'X-Hop', 'Zq7-hop'],
    ]);
    response.end(gzipSync(licenseResponse));
  }, tls);
}

interface Seen {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The port that the proxy connected from. */
  readonly connection: number | undefined;
}
let seen: Seen[] = [];
test.beforeEach(() => {
  seen = [];
});

/** A request by Node itself, which hides nothing of the answer. */
async function ask(
  url: string,
  method = 'POST',
  headers: Readonly<Record<string, string | string[]>> = {},
  body: string | Uint8Array = '',
  agent?: Agent,
) {
  const asking = request(url, { method, headers, ...(agent && { agent }) });
  asking.end(body);
  const [response] = (await once(asking, 'response')) as [IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return { response, body: Buffer.concat(chunks) };
}

test('what passes is passed on as it is, and recorded without its secrets', async () => {
  const upstream = await startUpstream();
  const { origin, out, end } = await record(`${upstream.origin}/base/`);
  const answer = await ask(
    `${origin}/rightsmanager.asmx?cfg=(persist:true)&token=Zq7-query`,
    'POST',
    {
      ...ofPlayer,
      Cookie: 'Zq7=x; Zq7-cookie=y',
      'X-Two': ['1', '2'],
      'X-Drop': 'me',
      Connection: 'X-Drop',
    },
    challenge,
  );
  const html = await ask(`${origin}/page`, 'GET');
  const { code, lines, stderr } = await end();
  await upstream.close();

  expect(answer.response.statusCode).toBe(200);
  expect(answer.response.statusMessage).toBe('Fine');
  expect(answer.response.headers['set-cookie']).toEqual(['a=Zq7-one', 'b=Zq7-two']);
  expect(answer.response.headers).not.toHaveProperty('x-hop');
  expect(answer.response.headers['content-encoding']).toBe('gzip');
  expect(answer.body).toEqual(gzipSync(licenseResponse));
  expect(html.response.statusCode).toBe(200);

  expect(seen[0]?.url).toBe('/base/rightsmanager.asmx?cfg=(persist:true)&token=Zq7-query');
  expect(seen[0]?.headers).toMatchObject({
    host: new URL(upstream.origin).host,
    cookie: 'Zq7=x; Zq7-cookie=y',
    'x-two': '1, 2',
    'content-length': String(Buffer.byteLength(challenge)),
  });
  expect(seen[0]?.headers).not.toHaveProperty('x-drop');

  expect(code).toBe(0);
  expect(stderr).toBe('assay: 1 recorded, 1 others passed on, 0 without an answer\n');
  expect(lines.map(line => (JSON.parse(line) as { name: string }).name)).toEqual([
    '0001-playready-AcquireLicense',
  ]);
  const [found] = readRecordings(out);
  expect(Buffer.from(found?.request.body ?? []).toString()).toBe(challenge);
  expect(found?.request).toMatchObject({
    exact: true,
    path: '/base/rightsmanager.asmx?cfg=(persist:true)',
  });
  expect(Buffer.from(found?.response?.body ?? []).toString()).toBe(licenseResponse);
  expect(found?.persistent).toBe(true);
  for (const { path, text } of [...filesBelow(out), { path: 'stdout', text: lines.join('\n') }])
    expect(text, path).not.toContain('Zq7-');
});

test('bodies in chunks, packed, empty and long pass whole; what is too long is not recorded', async () => {
  const upstream = await startUpstream();
  const { origin, out, end } = await record(upstream.origin);
  const packed = { ...ofPlayer, 'Content-Encoding': 'gzip' };
  await ask(`${origin}/a`, 'POST', packed, gzipSync(challenge));
  await ask(`${origin}/b`, 'POST', { ...ofPlayer, 'Transfer-Encoding': 'chunked' }, challenge);
  await ask(`${origin}/c`, 'POST');
  const long = challenge.replace('>1<', `>${'1'.repeat(5 * 1024 * 1024)}<`);
  await ask(`${origin}/d`, 'POST', ofPlayer, long);
  const large = await ask(`${origin}/large`, 'GET');
  const headOf = await ask(`${origin}/e`, 'HEAD');
  const { lines } = await end();
  await upstream.close();
  expect(large.body).toHaveLength(6 * 1024 * 1024);
  expect(headOf.body).toHaveLength(0);
  expect(seen.map(({ url, headers }) => [url, headers['content-length'] ?? 'chunked'])).toEqual([
    ['/a', String(gzipSync(challenge).length)],
    ['/b', 'chunked'],
    ['/c', '0'],
    ['/d', String(long.length)],
    ['/large', 'chunked'],
    ['/e', 'chunked'],
  ]);
  expect(lines).toHaveLength(2);
  for (const { request: found } of readRecordings(out)) {
    expect(Buffer.from(found.body).toString()).toBe(challenge);
    expect(found.headers).not.toHaveProperty('content-encoding');
  }
});

test('nothing goes anywhere but to the upstream', async () => {
  const upstream = await startUpstream();
  const other = await startUpstream();
  const { origin, end } = await record(upstream.origin);
  const { host, port } = new URL(origin);
  const raw = async (text: string): Promise<string> => {
    const socket = connect(Number(port), '127.0.0.1');
    // Node's servers take the end of what is sent for the end of it all.
    socket.write(text);
    let said = '';
    for await (const chunk of socket) said += String(chunk);
    return said;
  };
  const absolute = await raw(`GET ${other.origin}/x HTTP/1.1\r\nHost: ${host}\r\n\r\n`);
  expect(absolute).toMatch(/^HTTP\/1\.1 400 /);
  const elsewhere = new URL(other.origin).host;
  const tunnel = await raw(`CONNECT ${elsewhere} HTTP/1.1\r\nHost: ${elsewhere}\r\n\r\n`);
  expect(tunnel).not.toMatch(/^HTTP\/1\.1 200/);
  const named = await raw(
    `GET //${elsewhere}/x HTTP/1.1\r\nHost: ${elsewhere}\r\nConnection: close\r\n\r\n`,
  );
  expect(named).toMatch(/^HTTP\/1\.1 200 /);
  const { code, stderr } = await end();
  expect(other.got).toEqual([]);
  expect(upstream.got.map(({ url }) => url)).toEqual([`//${elsewhere}/x`]);
  expect(seen[0]?.headers.host).toBe(new URL(upstream.origin).host);
  expect(stderr).toContain('none passed');
  expect(code).toBe(2);
  await other.close();
  await upstream.close();
});

test('it listens on 127.0.0.1 alone', async () => {
  const upstream = await startUpstream();
  const { origin, end } = await record(upstream.origin);
  expect(new URL(origin).hostname).toBe('127.0.0.1');
  const there = connect(Number(new URL(origin).port), '127.0.0.2');
  const [error] = (await once(there, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
  await end();
  await upstream.close();
});

test('an upstream that is dead is 502, and in the end 4', async () => {
  const { origin, end } = await record('http://127.0.0.1:9');
  const { response, body } = await ask(`${origin}/x`, 'POST', ofPlayer, challenge);
  expect(response.statusCode).toBe(502);
  expect(body.toString()).toBe(
    'assay record: Expected a server at http://127.0.0.1:9; the connection was refused.\n',
  );
  const { code, stderr } = await end();
  expect(stderr).toContain('the connection was refused');
  expect(code).toBe(4);
});

test('one that hangs up is 502, and an answer that is cut is not made whole', async () => {
  const silent = createServer(socket => {
    socket.once('data', () => socket.destroy());
  });
  await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve));
  const first = await record(`http://127.0.0.1:${(silent.address() as AddressInfo).port}`);
  expect((await ask(`${first.origin}/x`, 'GET')).response.statusCode).toBe(502);
  expect((await first.end()).code).toBe(4);
  silent.close();
  const upstream = await startUpstream();
  const second = await record(upstream.origin);
  await expect(ask(`${second.origin}/cut`, 'POST', ofPlayer, challenge)).rejects.toThrow();
  expect((await second.end()).lines).toEqual([]);
  await upstream.close();
});

test('TLS of the upstream is verified', async () => {
  const { privateKey: key, certificate: cert } = await makeServerCertificate();
  const upstream = await startUpstream({ key, cert });
  const ca = join(newFolder(), 'ca.pem');
  writeFileSync(ca, cert);
  const statuses: (number | undefined)[] = [];
  for (const args of [[], ['--ca', ca], ['--insecure']]) {
    const { origin, end } = await record(upstream.origin, ...args);
    const { response, body } = await ask(`${origin}/x`, 'POST', ofPlayer, challenge);
    statuses.push(response.statusCode);
    if (args.length === 0) expect(body.toString()).toContain('Expected a trusted certificate');
    expect((await end()).lines).toHaveLength(args.length === 0 ? 0 : 1);
  }
  expect(statuses).toEqual([502, 200, 200]);
  expect(upstream.got).toHaveLength(2);
  await upstream.close();
});

test('each client has a connection of its own to the upstream, and keeps it', async () => {
  const upstream = await startUpstream();
  const { origin, end } = await record(upstream.origin);
  const agents = [1, 2].map(() => new Agent({ keepAlive: true, maxSockets: 1 }));
  const [one, other] = agents;
  const connectionOf = async (agent?: Agent) => {
    await ask(`${origin}/x`, 'GET', {}, '', agent);
    return seen.at(-1)?.connection;
  };
  // What rests for two seconds is closed, which a machine that is busy may take.
  await expect(async () => {
    const first = await connectionOf(one);
    expect(await connectionOf(other)).not.toBe(first);
    expect(await connectionOf(one)).toBe(first);
  }).toPass({ timeout: 60_000 });
  for (const agent of agents) agent.destroy();
  await end();
  await upstream.close();
});

for (const [what, args, sentence] of [
  ['no URL', ['--upstream', 'license.example.com'], 'for --upstream; what is given is no URL'],
  ['credentials in it', ['--upstream', 'https://me:Zq7-w@a.example'], 'leave them out'],
  ['a port that is none', ['--upstream', 'http://a.example', '--listen', '70000'], 'a port number'],
  ['a CA that is not there', ['--upstream', 'https://a.example', '--ca', 'none.pem'], 'none.pem'],
] as const)
  test(`${what} is 3, and one sentence`, async () => {
    const { code, stderr } = await command([
      join(root, 'cli/bin.mjs'),
      ...['record', '--out', newFolder(), ...args],
    ]);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('Zq7-w');
    expect(stderr).not.toMatch(stackFrame);
    expect(code).toBe(3);
  });

test('a port that is taken is 3', async () => {
  const upstream = await startUpstream();
  const { port } = new URL(upstream.origin);
  const { code, stderr } = await command([
    join(root, 'cli/bin.mjs'),
    ...['record', '--out', newFolder(), '--upstream', upstream.origin, '--listen', port],
  ]);
  expect(stderr).toContain(`Expected port ${port} on 127.0.0.1 to be free`);
  expect(code).toBe(3);
  await upstream.close();
});

test('a folder that can not be made is 3 before anything passes', async () => {
  const file = join(newFolder(), 'file');
  writeFileSync(file, '');
  const { code, stderr } = await command([
    join(root, 'cli/bin.mjs'),
    ...['record', '--upstream', 'http://a.example', '--out', file],
  ]);
  expect(stderr).toContain('Expected a folder for recordings at');
  expect(code).toBe(3);
});
