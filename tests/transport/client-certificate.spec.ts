import { createPrivateKey } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:https';
import { TLSSocket } from 'node:tls';
import { expect, test, type TestInfo } from '@playwright/test';
import { openTransport } from '../../harness/transport/transport.ts';
import type { WireOutcome, WireTls } from '../../harness/transport/wire.ts';
import { UserError } from '../../harness/user-error.ts';
import {
  issueClient,
  issueServer,
  makeAuthority,
  type CertificateAndKey,
} from '../peers/certificates.ts';

let authority: CertificateAndKey;
let client: CertificateAndKey;
let stranger: CertificateAndKey;
let server: Server;
let origin: string;

/** Asks for a certificate, and answers with its name, or as nginx does to one that it does not know. */
function serve(certificates: CertificateAndKey): Server {
  const { certificate: cert, privateKey: key } = certificates;
  const options = { cert, key, ca: authority.certificate };
  return createServer(
    { ...options, requestCert: true, rejectUnauthorized: false },
    ({ socket }, response) => {
      const shown = socket instanceof TLSSocket && socket.authorized;
      if (shown) response.end(socket.getPeerCertificate().subject.CN);
      else
        response
          .writeHead(400)
          .end('<html>\r\n<head><title>400 No required SSL certificate was sent</title></head>');
    },
  );
}

test.beforeAll(async () => {
  authority = await makeAuthority('clients');
  client = await issueClient(authority, 'assay');
  stranger = await issueClient(await makeAuthority('others'), 'stranger');
  server = serve(await issueServer(authority));
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  origin = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

test.afterAll(() => {
  server.close();
  server.closeAllConnections();
});

async function get(tls: WireTls): Promise<WireOutcome> {
  const transport = openTransport({ tls: { ca: authority.certificate, ...tls } });
  const outcome = await transport.send({ url: `${origin}/`, method: 'GET', headers: {} });
  await transport.close();
  return outcome;
}

function keyFile(testInfo: TestInfo, text: string): { file: string } {
  const file = testInfo.outputPath('client.key');
  writeFileSync(file, text);
  return { file };
}

const body = (outcome: WireOutcome) =>
  outcome.kind === 'response' ? Buffer.from(outcome.body).toString() : outcome.message;

test('a client certificate is shown, its key read from a file', async ({}, testInfo) => {
  const key = keyFile(testInfo, client.privateKey);
  const shown = await get({ clientCertificate: { certificate: client.certificate, key } });
  expect(body(shown)).toBe('assay');
});

test('the key may be under a passphrase', async ({}, testInfo) => {
  const sealed = createPrivateKey(client.privateKey).export({
    ...{ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'open' },
  });
  process.env['ASSAY_TEST_SECRET'] = 'open';
  const key = keyFile(testInfo, sealed.toString());
  const passphrase = { env: 'ASSAY_TEST_SECRET' };
  const given = { certificate: client.certificate, key };
  expect(body(await get({ clientCertificate: { ...given, passphrase } }))).toBe('assay');
  process.env['ASSAY_TEST_SECRET'] = 'wrong';
  const wrong = () => openTransport({ tls: { clientCertificate: { ...given, passphrase } } });
  expect(wrong).toThrow(UserError);
  expect(wrong).toThrow(/check tls\.clientCertificate of the target, and its passphrase/);
  delete process.env['ASSAY_TEST_SECRET'];
});

test('a server that wants another one, or one at all, says so in words of its own', async ({}, testInfo) => {
  const key = keyFile(testInfo, stranger.privateKey);
  const foreign = { clientCertificate: { certificate: stranger.certificate, key } };
  for (const tls of [{}, foreign])
    expect(await get(tls)).toMatchObject({
      kind: 'failure',
      code: 'tls',
      message: `Expected ${origin} to accept the connection; it asks for a client certificate that it knows: give one, or correct it, as tls.clientCertificate in the target file.`,
    });
});

for (const [what, change] of [
  ['a key of another certificate', { key: () => stranger.privateKey }],
  ['a key that is none', { key: () => 'no key' }],
  ['a certificate that is none', { certificate: 'no certificate' }],
] as const)
  test(`${what} is the user's mistake`, ({}, testInfo) => {
    const text = 'key' in change ? change.key() : client.privateKey;
    const certificate = 'certificate' in change ? change.certificate : client.certificate;
    const key = keyFile(testInfo, text);
    const open = () => openTransport({ tls: { clientCertificate: { certificate, key } } });
    expect(open).toThrow(UserError);
    expect(open).not.toThrow(/PRIVATE|no key/);
  });
