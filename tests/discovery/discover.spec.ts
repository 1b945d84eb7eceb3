import { createServer, type IncomingMessage } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { generate } from 'selfsigned';
import { discover, isServer } from '../../harness/discovery/discover.ts';
import { renderDiscovery } from '../../harness/discovery/render.ts';
import type { Access } from '../../harness/transport/access.ts';
import { openGate } from '../../harness/transport/open-gate.ts';
import { defaultLimits } from '../../harness/transport/wire.ts';
import { startWebServer, type WebServer } from './web-server.ts';

const access: Access = { tls: {}, limits: { ...defaultLimits, deadlineMs: 5_000 } };
const servers: WebServer[] = [];

test.afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function serve(...args: Parameters<typeof startWebServer>): Promise<WebServer> {
  const server = await startWebServer(...args);
  servers.push(server);
  return server;
}

const envelope =
  '<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><a xmlns=""/></Body></Envelope>';
const day = 24 * 60 * 60 * 1000;

/** A certificate of 127.0.0.1 that is valid between two days from now. */
async function certificate(from: number, to: number, ip = '127.0.0.1') {
  const pems = await generate([{ name: 'commonName', value: 'rms.example.com' }], {
    keyType: 'ec',
    notBeforeDate: new Date(Date.now() + from * day),
    notAfterDate: new Date(Date.now() + to * day),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip }] }],
  });
  return { key: pems.private, cert: pems.cert };
}

test('an HTML site is no server, and every path of it is named', async () => {
  const { origin, got } = await serve((_request, response) => {
    response.writeHead(200, { 'content-type': 'text/html', server: 'Apache' });
    response.end('<!DOCTYPE html><title>It works</title>');
  });
  const found = await discover(access, `${origin}/_wmcs`);
  expect(isServer(found)).toBe(false);
  expect(new Set(found.endpoints.map(({ answers }) => answers))).toEqual(new Set(['html']));
  expect(found.products).toEqual([{ header: 'server', value: 'Apache' }]);
  expect(found.requests).toBe(got.length);
  expect(got.length).toBeLessThanOrEqual(13 * 3);
});

test('what each endpoint asks for is told, and no credentials are sent unasked', async () => {
  const { origin, got } = await serve((request, response) => {
    const header =
      request.url?.includes('licensing') === true
        ? ['Negotiate', 'NTLM']
        : 'Negotiate, Basic realm="\u009bRMS"';
    response.writeHead(401, { 'www-authenticate': header });
    response.end();
  });
  const found = await discover(access, `${origin}/_wmcs`);
  expect(found.authentication).toEqual(['Negotiate', 'Basic', 'NTLM']);
  expect(found.endpoints[0]).toMatchObject({
    answers: 'authentication',
    status: 401,
    challenges: [{ scheme: 'Negotiate' }, { scheme: 'Basic', realm: '\\u{9b}RMS' }],
  });
  expect(isServer(found)).toBe(false);
  expect(got.every(({ authorization }) => authorization === undefined)).toBe(true);
});

test('credentials that are refused are sent once', async () => {
  const { origin, got } = await serve((_request, response) => {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="RMS"' });
    response.end();
  });
  process.env['ASSAY_TEST_PASSWORD'] = 'pa55word';
  const found = await discover(
    {
      ...access,
      authentication: { type: 'basic', user: 'alice', password: { env: 'ASSAY_TEST_PASSWORD' } },
    },
    `${origin}/_wmcs`,
  );
  expect(found.authentication).toEqual(['Basic']);
  expect(got.filter(({ authorization }) => authorization !== undefined)).toHaveLength(1);
  expect(JSON.stringify(found)).not.toContain('pa55word');
});

test('behind authentication, the target’s credentials are sent where they are asked for', async () => {
  const { origin, got } = await serve((request, response) => {
    const isKnown = request.headers.authorization !== undefined;
    response.writeHead(isKnown ? 200 : 401, {
      'content-type': 'text/xml',
      ...(!isKnown && { 'www-authenticate': 'Basic realm="RMS"' }),
    });
    response.end(isKnown ? envelope : '');
  });
  process.env['ASSAY_TEST_PASSWORD'] = 'pa55word';
  const password = { env: 'ASSAY_TEST_PASSWORD' };
  const found = await discover(
    { ...access, authentication: { type: 'basic', user: 'alice', password } },
    `${origin}/_wmcs`,
  );
  expect(isServer(found)).toBe(true);
  expect(found.authentication).toEqual(['Basic']);
  expect(found.soapVersions).toEqual(['soap11']);
  expect(got.filter(({ authorization }) => authorization === undefined)).toHaveLength(
    got.length / 2,
  );
});

test('the limits of the target hold', async ({}, info) => {
  let [now, most] = [0, 0];
  const { origin } = await serve((_request, response) => {
    now += 1;
    most = Math.max(most, now);
    setTimeout(() => {
      now -= 1;
      response.writeHead(404).end();
    }, 10);
  });
  await discover(access, `${origin}/_wmcs`, openGate({ concurrency: 1 }, info.outputPath('gate')));
  expect(most).toBe(1);
});

test('the chain is looked at through the proxy of the target', async () => {
  const { origin, got } = await serve(
    (_request, response) => {
      response.end();
    },
    await certificate(-1, 30),
  );
  const asked: string[] = [];
  const proxy = createServer().on('connect', ({ url = '' }: IncomingMessage, socket: Socket) => {
    asked.push(url);
    const onward = connect(Number(new URL(origin).port), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
  });
  await new Promise<void>(resolve => proxy.listen(0, '127.0.0.1', resolve));
  const { port } = proxy.address() as AddressInfo;
  const found = await discover(
    { ...access, proxy: { url: `http://127.0.0.1:${port}` } },
    origin.replace('127.0.0.1', 'localhost'),
  );
  proxy.close();
  proxy.closeAllConnections();
  expect(found.tls).toMatchObject({ trusted: false, nameMatches: false });
  expect(new Set(asked)).toEqual(new Set([new URL(origin).host.replace('127.0.0.1', 'localhost')]));
  expect(got).toEqual([]);
});

test('a redirect is not followed, and only the given origin is asked', async () => {
  const other = await serve((_request, response) => {
    response.end();
  });
  const { origin } = await serve((_request, response) => {
    response.writeHead(302, { location: `${other.origin}/_wmcs` });
    response.end();
  });
  const found = await discover(access, `${origin}/_wmcs`);
  expect(found.endpoints.map(({ status }) => status)).toEqual(
    Array.from({ length: 13 }, () => 302),
  );
  expect(other.got).toEqual([]);
});

test('a WSDL that would fetch, expand or fill the memory does none of it', async () => {
  const other = await serve((_request, response) => {
    response.end();
  });
  const bodies = [
    `<!DOCTYPE a SYSTEM "${other.origin}/dtd"><definitions xmlns="http://schemas.xmlsoap.org/wsdl/"/>`,
    `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">${' '.repeat(50_000_000)}</definitions>`,
    `<definitions xmlns="http://schemas.xmlsoap.org/wsdl/"><import namespace="a" location="${other.origin}/a?wsdl"/></definitions>`,
    '<definitions xmlns="http://schemas.xmlsoap.org/wsdl/">'.repeat(5_000),
  ];
  let next = 0;
  const { origin } = await serve((request, response) => {
    response.writeHead(200, { 'content-type': 'text/xml' });
    response.end(request.method === 'GET' ? bodies[next++ % bodies.length] : '');
  });
  const found = await discover(access, `${origin}/_wmcs`);
  const texts = found.endpoints.map(
    ({ wsdl, detail }) => wsdl?.problem ?? wsdl?.refersTo[0] ?? detail,
  );
  expect(texts.join('\n')).toContain('document type declaration');
  expect(texts.join('\n')).toContain('nested');
  expect(texts).toContain(`${other.origin}/a?wsdl`);
  expect(found.endpoints.some(({ wsdl }) => wsdl === undefined)).toBe(true);
  expect(other.got).toEqual([]);
});

test('a host alone is tried with _wmcs, too', async () => {
  const { origin, got } = await serve((request, response) => {
    const isThere = request.url?.startsWith('/_wmcs/licensing/license.asmx') === true;
    response.writeHead(isThere ? 200 : 404, { 'content-type': 'text/xml' });
    response.end(isThere ? envelope : '');
  });
  const found = await discover(access, `${origin}/`);
  expect(found.baseUrl).toBe(`${origin}/_wmcs`);
  expect(found.soapVersions).toEqual(['soap11']);
  expect(found.requests).toBe(got.length);
});

test('nothing is sent over TLS that is not trusted, and the chain is told', async () => {
  const { origin, got } = await serve(
    (_request, response) => {
      response.end();
    },
    await certificate(-10, -3),
  );
  const found = await discover(access, `${origin}/_wmcs`);
  expect(found).toMatchObject({
    reachable: false,
    endpoints: [],
    tls: {
      trusted: false,
      nameMatches: true,
      chain: [
        {
          subject: 'CN=rms.example.com',
          issuer: 'CN=rms.example.com',
          selfSigned: true,
          daysToExpiry: -3,
        },
      ],
    },
  });
  expect(found.unreachable).toContain('--insecure');
  expect(renderDiscovery(found)).toContain('expired 3 days ago');
  expect(got).toEqual([]);
});

test('an expired certificate is named so when its authority is trusted', async () => {
  const tls = await certificate(-10, -3);
  const { origin, got } = await serve((_request, response) => {
    response.end();
  }, tls);
  const found = await discover({ ...access, tls: { ca: tls.cert } }, origin);
  expect(found.tls).toMatchObject({ trusted: false, problem: 'CERT_HAS_EXPIRED' });
  expect(got).toEqual([]);
});

test('a certificate for another name is named so; --insecure asks all the same', async () => {
  const tls = await certificate(-1, 30, '127.0.0.2');
  const { origin, got } = await serve((_request, response) => {
    response.writeHead(404).end();
  }, tls);
  const found = await discover({ ...access, tls: { ca: tls.cert, insecure: true } }, `${origin}/x`);
  expect(found.tls).toMatchObject({
    trusted: false,
    problem: 'ERR_TLS_CERT_ALTNAME_INVALID',
    nameMatches: false,
    chain: [{ daysToExpiry: 29 }],
  });
  expect(found.reachable).toBe(true);
  expect(got.length).toBeGreaterThan(0);
});

test('what a server says is shown without what a terminal would obey', async () => {
  const { origin } = await serve((request, response) => {
    const bad = '\u009b2J\u202e'.repeat(500);
    response.writeHead(request.method === 'GET' ? 404 : 500, {
      'content-type': 'text/xml; charset=utf-8',
      server: '\u009b31mIIS',
    });
    response.end(
      `<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:${bad}</faultcode><faultstring>System.${bad}Exception: ${bad}</faultstring></s:Fault></s:Body></s:Envelope>`,
    );
  });
  const found = await discover(access, `${origin}/_wmcs`);
  expect(found.products).toEqual([{ header: 'server', value: '\\u{9b}31mIIS' }]);
  for (const text of [renderDiscovery(found), JSON.stringify(found)])
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
  expect(
    renderDiscovery(found)
      .split('\n')
      .every(line => line.length < 1_000),
  ).toBe(true);
});
