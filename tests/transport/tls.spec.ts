import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SecureVersion } from 'node:tls';
import { expect, test } from '@playwright/test';
import { generate } from 'selfsigned';
import { openTransport } from '../../harness/transport/transport.ts';
import type { WireLimits, WireOutcome, WireTls } from '../../harness/transport/wire.ts';
import { UserError } from '../../harness/user-error.ts';
import { startHostileServer, type HostileServer } from './hostile-server.ts';

let secure: HostileServer;
let plain: HostileServer;

test.beforeAll(async () => {
  secure = await startHostileServer({}, { tls: true });
  plain = await startHostileServer();
});

test.afterAll(async () => {
  await secure.close();
  await plain.close();
});

async function get(
  url: string,
  options: { tls?: WireTls; limits?: Partial<WireLimits> } = {},
): Promise<WireOutcome> {
  const transport = openTransport(options);
  const outcome = await transport.send({ url, method: 'GET', headers: {} });
  await transport.close();
  return outcome;
}

test('a self-signed certificate is refused, and the message says what to do', async () => {
  const outcome = await get(`${secure.origin}/good`);
  expect(outcome).toMatchObject({ kind: 'failure', code: 'tls' });
  expect('message' in outcome && outcome.message).toMatch(
    /^Expected a trusted certificate from https:\/\/127\.0\.0\.1:\d+; .*--ca FILE.*--insecure/,
  );
});

test('it is accepted with its CA', async () => {
  const ca = secure.certificate ?? '';
  expect(await get(`${secure.origin}/good`, { tls: { ca } })).toMatchObject({ status: 200 });
});

test('it is accepted with insecure', async () => {
  const outcome = await get(`${secure.origin}/good`, { tls: { insecure: true } });
  expect(outcome).toMatchObject({ kind: 'response', status: 200 });
});

test('a certificate for another name is refused', async () => {
  const tls = { ca: secure.certificate ?? '', serverName: 'other.example' };
  const outcome = await get(`${secure.origin}/good`, { tls });
  expect(outcome).toMatchObject({ kind: 'failure', code: 'tls' });
  expect('message' in outcome && outcome.message).toMatch(
    /it is for another name: .*tls\.serverName/,
  );
});

test('a failure inside TLS keeps its own code', async () => {
  const tls = { insecure: true };
  expect(await get(`${secure.origin}/notHttp`, { tls })).toMatchObject({ code: 'malformed' });
  expect(await get(`${secure.origin}/lengthTooLong`, { tls })).toMatchObject({ code: 'length' });
});

test('TLS to a port that answers in plain HTTP', async () => {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const outcome = await get(`https://127.0.0.1:${port}/`);
  expect(outcome).toMatchObject({ kind: 'failure', code: 'tls' });
  expect('message' in outcome && outcome.message).toMatch(/does not speak TLS: try http:\/\//);
  await new Promise(resolve => server.close(resolve));
});

test('TLS to a port that says nothing ends at the deadline', async () => {
  // A ClientHello holds no end of headers, so this server waits for the rest of its request.
  const url = `${plain.origin.replace('http:', 'https:')}/good`;
  const outcome = await get(url, { limits: { deadlineMs: 300 } });
  expect(outcome).toMatchObject({ kind: 'failure', code: 'deadline' });
  expect('message' in outcome && outcome.message).toMatch(/the TLS handshake was not over/);
});

test('plain HTTP to a port that speaks TLS', async () => {
  const outcome = await get(`${secure.origin.replace('https:', 'http:')}/good`);
  expect(outcome).toMatchObject({ kind: 'failure', code: 'closed' });
});

test("a CA file without a certificate is the user's mistake", () => {
  expect(() => openTransport({ tls: { ca: 'no PEM' } })).toThrow(UserError);
});

/** A server that speaks one version of TLS alone. */
async function startVersion(version: SecureVersion) {
  const { cert, private: key } = await generate([{ name: 'commonName', value: '127.0.0.1' }], {
    algorithm: 'sha256',
    notBeforeDate: new Date(Date.now() - 2 * day),
    notAfterDate: new Date(Date.now() - day),
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] }],
  });
  const versions = { minVersion: version, maxVersion: version };
  const server = createSecureServer(
    { cert, key, ...versions, ciphers: 'DEFAULT:@SECLEVEL=0' },
    (_, response) => response.end('ok'),
  );
  server.on('tlsClientError', () => undefined);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url, cert, close };
}

const day = 24 * 60 * 60 * 1000;

test('an old version of TLS is spoken when the target allows it', async () => {
  const { url, close } = await startVersion('TLSv1.1');
  const refused = await get(url, { tls: { insecure: true } });
  expect(refused).toMatchObject({ kind: 'failure', code: 'tls' });
  expect('message' in refused && refused.message).toMatch(/set tls\.minimumVersion in the target/);
  for (const minimumVersion of ['TLSv1', 'TLSv1.1'] as const)
    expect(await get(url, { tls: { insecure: true, minimumVersion } })).toMatchObject({
      status: 200,
    });
  close();
});

test('a server below the minimum version is refused', async () => {
  const { url, close } = await startVersion('TLSv1.2');
  expect(await get(url, { tls: { insecure: true } })).toMatchObject({ status: 200 });
  const refused = await get(url, { tls: { insecure: true, minimumVersion: 'TLSv1.3' } });
  expect(refused).toMatchObject({ kind: 'failure', code: 'tls' });
  expect('message' in refused && refused.message).toMatch(
    /the TLS versions that the target allows/,
  );
  close();
});

test('a certificate that has expired', async () => {
  const { url, cert, close } = await startVersion('TLSv1.3');
  const refused = await get(url, { tls: { ca: cert } });
  expect('message' in refused && refused.message).toMatch(/it has expired: renew it/);
  close();
});
