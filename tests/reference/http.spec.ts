import { createConnection } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, test } from '@playwright/test';
import { Agent, request } from 'undici';
import { requestHeaders } from '../../harness/soap/version.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import type { XmlElement } from '../../harness/xml/element.ts';
import { startReferenceServer, type ReferenceServer } from '../../reference/rms/server.ts';
import { entry, message, post, versionData, withParams } from './client.ts';
import { licenseFor, serverState } from './licences.ts';

let server: ReferenceServer;
let base: string;
const path = '/decommission/decommission.asmx';

test.beforeAll(async () => {
  const state = serverState('mode1');
  server = await startReferenceServer({
    deployments: [
      { name: 'one', state },
      { name: 'two', state: { ...state, serverDecommissioned: false } },
    ],
    https: true,
  });
  base = server.urls['one'] ?? '';
});
test.afterAll(() => server.close());

test('every deployment has its own base URL on loopback', () => {
  const { port } = new URL(base);
  expect(server.urls).toEqual({
    one: `http://127.0.0.1:${port}/one/_wmcs`,
    two: `http://127.0.0.1:${port}/two/_wmcs`,
  });
  expect(Object.keys(server.httpsUrls ?? {})).toEqual(['one', 'two']);
});

test('nothing is to be had on another address of this machine', async () => {
  const others = Object.values(networkInterfaces())
    .flatMap(addresses => addresses ?? [])
    .filter(({ internal, family }) => !internal && family === 'IPv4');
  test.skip(others.length === 0, 'This machine has no address besides loopback.');
  for (const { address } of others)
    for (const url of [base, server.httpsUrls?.['one'] ?? '']) {
      const connected = await new Promise<boolean>(resolve => {
        const socket = createConnection(Number(new URL(url).port), address, () => {
          socket.destroy();
          resolve(true);
        });
        socket.on('error', () => {
          resolve(false);
        });
      });
      expect(connected, address).toBe(false);
    }
});

function addresses(element: XmlElement): string[] {
  const own = element.attributes.filter(({ name }) => name === 'location');
  return [
    ...(element.name === 'address' ? own.map(({ value }) => value) : []),
    ...element.children.flatMap(addresses),
  ];
}

for (const [service, endpoint, operation] of [
  ['DecommissionService', path, 'AcquireContentKey'],
  ['ServerService', '/licensing/server.asmx', 'GetLicensorCertificate'],
  ['ServerService', '/certification/server.asmx', 'GetLicensorCertificate'],
] as const)
  test(`${endpoint}?wsdl gives the WSDL of ${service} with its own address`, async () => {
    for (const query of ['?wsdl', '?WSDL']) {
      const response = await fetch(base + endpoint + query);
      expect(response.status).toBe(200);
      expect(response.headers.get('content-type')).toBe('text/xml; charset=utf-8');
      const wsdl = parseXml(Buffer.from(await response.arrayBuffer()));
      expect(wsdl.name).toBe('definitions');
      const target = wsdl.attributes.find(({ name }) => name === 'targetNamespace');
      expect(target?.value).toBe(`http://microsoft.com/DRM/${service}`);
      expect(addresses(wsdl)).toEqual([base + endpoint, base + endpoint]);
    }
    const page = await fetch(base + endpoint);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await page.text()).toContain(operation);
  });

test('a hostile Host header does not get into the WSDL as markup', async () => {
  const { statusCode, body } = await request(`${base}${path}?wsdl`, {
    headers: { host: 'a"/><evil/>' },
  });
  expect(statusCode).toBe(400);
  expect(await body.text()).not.toContain('evil');
});

test('unknown paths are not found', async () => {
  const { origin } = new URL(base);
  for (const url of [
    origin,
    `${origin}/one`,
    base,
    `${base}/decommission/`,
    `${base}${path}/more`,
    `${origin}/three/_wmcs${path}`,
    `${origin}/one/_wmcs/certification/Certification.asmx`,
  ])
    expect((await fetch(url)).status, url).toBe(404);
});

test('methods other than GET and POST are not allowed', async () => {
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'HEAD']) {
    const response = await fetch(base + path, { method });
    expect(response.status, method).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, POST');
  }
});

test('what is not sent as a SOAP message is not read', async () => {
  for (const type of ['application/json', 'text/plain', 'image/jpeg']) {
    const headers = { 'content-type': type };
    const response = await fetch(base + path, { method: 'POST', headers, body: '<a/>' });
    expect(response.status, type).toBe(415);
  }
});

test('a request that is too large is refused, with and without its length announced', async () => {
  const large = 'x'.repeat(4 * 1024 * 1024 + 1);
  const chunks = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(Buffer.from(large));
      controller.close();
    },
  });
  const headers = requestHeaders('soap11', '');
  const known = await fetch(base + path, { method: 'POST', headers, body: large });
  expect(known.status).toBe(413);
  const init: RequestInit = { method: 'POST', headers, body: chunks, duplex: 'half' };
  expect((await fetch(base + path, init)).status).toBe(413);
  const exact = await fetch(base + path, { method: 'POST', headers, body: large.slice(1) });
  expect(exact.status).toBe(500);
});

test('HTTPS serves the same under the certificate that was made, and a client has to trust it', async () => {
  const { license } = licenseFor(serverState('mode1'));
  const url = `${server.httpsUrls?.['one'] ?? ''}${path}`;
  const dispatcher = new Agent({ connect: { ca: server.certificate ?? '' } });
  const answer = await request(url, {
    method: 'POST',
    headers: requestHeaders('soap12', ''),
    body: message('soap12', versionData(), withParams(entry(license))),
    dispatcher,
  });
  expect(answer.statusCode).toBe(200);
  expect(await answer.body.text()).toContain('<ContentKeyType>AES</ContentKeyType>');
  const wsdl = await request(`${url}?wsdl`, { dispatcher });
  expect(await wsdl.body.text()).toContain(`location="${url}"`);
  await dispatcher.close();
  await expect(fetch(url)).rejects.toThrow();
});

test('deployments have states of their own', async () => {
  const { license } = licenseFor(serverState('mode1'));
  const body = message('soap11', versionData(), withParams(entry(license)));
  expect((await post(base + path, 'soap11', body)).status).toBe(200);
  expect((await post((server.urls['two'] ?? '') + path, 'soap11', body)).status).toBe(500);
});

test('a client that goes away does no harm, and closing ends open connections', async () => {
  const state = serverState('mode1');
  const own = await startReferenceServer({ deployments: [{ name: 'own', state }] });
  const { hostname, port } = new URL(own.urls['own'] ?? '');
  const socket = createConnection(Number(port), hostname);
  socket.write(`POST /own/_wmcs${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nshort`);
  const gone = createConnection(Number(port), hostname);
  gone.write(`POST /own/_wmcs${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\nshort`);
  gone.on('error', () => undefined).destroy();
  expect((await fetch(`${own.urls['own'] ?? ''}${path}`)).status).toBe(200);
  const ended = new Promise(resolve => socket.on('close', resolve).on('error', () => undefined));
  await own.close();
  await ended;
  await expect(fetch(`${own.urls['own'] ?? ''}${path}`)).rejects.toThrow();
});

test('a port that is taken is an error that says so', async () => {
  const state = serverState('mode1');
  const port = Number(new URL(base).port);
  await expect(
    startReferenceServer({ deployments: [{ name: 'own', state }], port }),
  ).rejects.toThrow('EADDRINUSE');
  await expect(
    startReferenceServer({ deployments: [{ name: 'own', state }], https: true, httpsPort: port }),
  ).rejects.toThrow('EADDRINUSE');
});
