import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { startReferenceTarget } from '../../cli/reference-target.ts';
import type { HttpResponse } from '../../reference/http/message.ts';
import type { Exchange } from '../../reference/rms/exchange.ts';
import { recordOf, stackFrame, test } from './run-cli.ts';

/** One request that the server answers badly, known by what it says. */
interface Trap {
  readonly requirement: string;
  readonly springs: (exchange: Exchange, message: string) => boolean;
  readonly answer: (response: HttpResponse) => HttpResponse | Promise<HttpResponse>;
  /** What the verdict has to say. */
  readonly actual: RegExp;
}

const text = ({ body }: HttpResponse) => Buffer.from(body).toString('utf8');
const xml = (response: HttpResponse, body: string): HttpResponse => ({ ...response, body });
const laughs = Array.from(
  { length: 10 },
  (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`,
).join('');
const withDoctype = (response: HttpResponse, declaration: string, content: string) =>
  xml(
    response,
    text(response)
      .replace(/\?>/, `?><!DOCTYPE a [${declaration}]>`)
      .replace(/(<faultstring>)[^<]*/, `$1${content}`),
  );

const maxBytes = 200_000;

const traps: readonly Trap[] = [
  {
    requirement: 'rmsi.decommission.not-decommissioned',
    springs: ({ deployment }) => deployment?.name === 'normal',
    answer: response => withDoctype(response, '<!ENTITY e SYSTEM "file:///etc/passwd">', '&e;'),
    actual: /document type declaration/,
  },
  {
    requirement: 'rmsi.decommission.empty-params',
    springs: (_, message) => /<rms:paramsSoap\s*\/>/.test(message),
    answer: response => withDoctype(response, `<!ENTITY l0 "ha">${laughs}`, '&l10;'),
    actual: /document type declaration/,
  },
  {
    requirement: 'rmsi.version.minimum-above-maximum',
    springs: (_, message) => message.includes('<rms:MaximumVersion>0.0.0.0<'),
    answer: response => xml(response, text(response).slice(0, -40)),
    actual: /no SOAP message \(Expected well-formed XML; the parser says/,
  },
  {
    requirement: 'rmsi.transport.https',
    springs: ({ request }) => request.url.protocol === 'https:',
    answer: response => xml(response, `<a>${'x'.repeat(maxBytes)}</a>`),
    actual: new RegExp(`no complete response \\(.*${maxBytes}`),
  },
  {
    requirement: 'rmsi.version.maximum-above-server',
    springs: (_, message) => message.includes('<rms:MinimumVersion>2.0.0.0<'),
    answer: response => ({
      ...response,
      headers: { ...response.headers, 'content-encoding': 'gzip' },
      body: gzipSync(Buffer.alloc(50_000_000, 'x')),
    }),
    actual: new RegExp(`no complete response \\(.*${maxBytes}`),
  },
  {
    requirement: 'rmsi.transport.must-understand',
    springs: (_, message) => message.includes(':mustUnderstand="1"'),
    answer: response => ({
      ...response,
      headers: { ...response.headers, 'content-length': '99999' },
    }),
    actual: /no complete response \(.*(?:length|within 3000 ms)/i,
  },
  {
    requirement: 'rmsi.decommission.first-licence-only',
    springs: (_, message) => (message.match(/<XrML\b/g)?.length ?? 0) > 1,
    answer: () => new Promise(() => undefined),
    actual: /no complete response \(.*within 3000 ms/,
  },
];

test('every hostile answer gets a verdict with a clear sentence, and the run goes on', async ({
  cli,
}) => {
  const target = await cli.reference({
    finish: (response, exchange) => {
      const message = Buffer.from(exchange.request.body).toString('utf8');
      const isCall = exchange.operation === 'AcquireContentKey';
      const trap = isCall ? traps.find(({ springs }) => springs(exchange, message)) : undefined;
      return trap === undefined ? response : trap.answer(response);
    },
  });
  const ca = cli.file('ca.pem', target.tls.ca ?? '');
  const limits = { maxBytes, deadlineMs: 3000 };
  const file = cli.file(
    'target.json',
    JSON.stringify({
      name: 'hostile',
      deployments: target.deployments,
      tls: { ca },
      limits,
      mayIssue: true,
    }),
  );
  const unharmed = [
    'rmsi.decommission.key-returned',
    'rmsi.decommission.no-matching-principal',
    'rmsi.transport.success-status',
    'rmsi.version.header-present',
  ];
  const ids = [...traps.map(({ requirement }) => requirement), ...unharmed];
  const run = await cli.judge(
    ...['--target', file, '--project', 'rmsi-soap11'],
    ...['--grep', ids.map(id => `${id}:`).join('|')],
  );
  expect(run.code).toBe(1);
  expect(run.results.totals.blocked).toBe(0);
  const verdicts = run.verdicts();
  expect(Object.keys(verdicts).sort()).toEqual([...ids].sort());
  for (const id of unharmed) expect(verdicts[id], id).toBe('pass');
  for (const { requirement, actual } of traps) {
    expect(['fail', 'warn'], requirement).toContain(verdicts[requirement]);
    const found = recordOf(run, requirement).findings.map(finding => finding.actual);
    expect(found.join('\n'), requirement).toMatch(actual);
    for (const sentence of found) expect(sentence).toMatch(/^(?!.*\n).{10,700}$/);
  }
  expect(run.stdout + run.stderr).not.toMatch(stackFrame);
  // Nothing was expanded: neither the file nor the laughter is anywhere.
  for (const { text: content } of run.files()) expect(content).not.toMatch(/root:x:0|(?:ha){20}/);
});

test('when the server dies, the rest of the run is blocked and not tried', async ({ cli }) => {
  const front = await startFront(200);
  const target = await cli.reference({
    finish: response => {
      front.count();
      return response;
    },
  });
  const deployments = Object.entries(target.deployments).filter(([, url]) =>
    url.startsWith('http:'),
  );
  const behind = new URL(deployments[0]?.[1] ?? '');
  front.forwardTo(Number(behind.port));
  const run = await cli.judge(
    ...deployments.flatMap(([state, url]) => [
      '--deployment',
      `${state}=${url.replace(behind.origin, front.origin)}`,
    ]),
    ...['--may-issue', '--project', 'rmsi-soap11'],
  );
  await front.close();
  const { verdicts, totals } = run.results;
  const stopped = verdicts.filter(({ blocked }) => blocked?.code === 'transport-failures');
  expect(stopped.length).toBeGreaterThan(10);
  expect(stopped[0]?.blocked?.reason).toMatch(/^The last \d+ requests got no response; is the/);
  // Four failures in a row end it, also across the workers that failing checks have restarted; each
  // may have been sent once more, on a new connection.
  expect(front.turnedAway()).toBeLessThanOrEqual(8);
  expect(totals.pass).toBeGreaterThan(0);
  expect(totals.fail + totals.warn).toBeLessThanOrEqual(4);
  expect([1, 2]).toContain(run.code);
});

test('a server that is gone for good has broken nothing', async ({ cli, serverState }) => {
  let answered = 0;
  const dying = await startReferenceTarget({
    state: serverState,
    behaviour: {
      finish: response => {
        answered += 1;
        if (answered < 20) return response;
        void dying.close();
        return new Promise(() => undefined);
      },
    },
  });
  const run = await cli.judge(...cli.describe(dying.target), '--project', 'rmsi-soap11');
  const { totals, verdicts } = run.results;
  // The one request that was cut off may have been any check's.
  expect(totals.fail + totals.warn).toBeLessThanOrEqual(1);
  expect(totals.blocked).toBeGreaterThan(20);
  const codes = new Set(verdicts.flatMap(({ blocked }) => blocked?.code ?? []));
  expect([...codes].sort()).toEqual(['transport-failures', 'unreachable']);
  expect(run.code).toBe(totals.fail > 0 ? 1 : 2);
});

/** A TCP relay that lets a number of requests pass and then resets every connection. */
async function startFront(lifetime: number) {
  let counted = 0;
  let port = 0;
  let away = 0;
  const open = new Set<Socket>();
  const server = createServer(socket => {
    socket.on('error', () => undefined);
    if (counted >= lifetime) {
      away += 1;
      socket.resetAndDestroy();
      return;
    }
    const beyond = connect(port, '127.0.0.1');
    beyond.on('error', () => undefined);
    for (const end of [socket, beyond]) open.add(end);
    socket.pipe(beyond).pipe(socket);
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const cut = () => {
    for (const socket of open) socket.destroy();
    open.clear();
  };
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    forwardTo(to: number) {
      port = to;
    },
    count() {
      counted += 1;
      if (counted === lifetime) cut();
    },
    turnedAway: () => away,
    close: () =>
      new Promise<void>(done => {
        cut();
        server.close(() => {
          done();
        });
      }),
  };
}
