import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { Authentication } from '../../../harness/transport/access.ts';
import { openTransport } from '../../../harness/transport/transport.ts';
import type { WireOutcome } from '../../../harness/transport/wire.ts';
import { UserError } from '../../../harness/user-error.ts';
import { ask, startRecordingServer, type RecordingServer } from './recording-server.ts';
import { secretVariable } from './secret-variable.ts';

let server: RecordingServer;
const secret = 'pass word:é';
const password = secretVariable(secret);

test.beforeAll(async () => {
  server = await startRecordingServer(({ url }, response) => {
    if (url === '/closed') ask(response, 'Basic realm="x"', 'NTLM');
    else response.end('open');
  });
});

test.afterAll(async () => {
  await server.close();
});

test.beforeEach(() => {
  server.arrived.length = 0;
});

async function get(
  authentication: Authentication | undefined,
  ...paths: readonly string[]
): Promise<readonly WireOutcome[]> {
  const transport = openTransport({ ...(authentication !== undefined && { authentication }) });
  const outcomes: WireOutcome[] = [];
  for (const path of paths) {
    const url = `${server.origin}${path}`;
    outcomes.push(await transport.send({ url, method: 'GET', headers: { accept: 'text/xml' } }));
  }
  await transport.close();
  return outcomes;
}

test('Basic goes with every request, in UTF-8, before it is asked for', async () => {
  await get({ type: 'basic', user: 'alice', password }, '/', '/');
  const expected = `Basic ${Buffer.from(`alice:${secret}`).toString('base64')}`;
  expect(server.arrived.map(({ headers }) => headers.authorization)).toEqual([expected, expected]);
  expect(server.arrived[0]?.headers.accept).toBe('text/xml');
});

test('Bearer, its token from a file without its last line break', async ({}, testInfo) => {
  const file = testInfo.outputPath('token');
  writeFileSync(file, 'abc.def\n');
  await get({ type: 'bearer', token: { file } }, '/');
  expect(server.arrived[0]?.headers.authorization).toBe('Bearer abc.def');
});

test('headers of any name, secret or not', async () => {
  process.env[password.env] = 'key';
  await get({ type: 'headers', headers: { 'X-Api-Key': password, 'x-tenant': 'a' } }, '/');
  expect(server.arrived[0]?.headers).toMatchObject({ 'x-api-key': 'key', 'x-tenant': 'a' });
});

test('after a refusal nothing more is sent', async () => {
  const [first, second, third] = await get(
    { type: 'basic', user: 'alice', password },
    '/closed',
    '/closed',
    '/',
  );
  const message = `Expected ${server.origin} to accept the user alice by Basic; it refused (401) and offers Basic, NTLM: correct the key authentication in the target file. Nothing more is tried with it, lest an account be locked.`;
  expect(first).toMatchObject({ kind: 'failure', code: 'unauthorized', status: 401, message });
  expect([second, third]).toMatchObject([{ message }, { message }]);
  expect(server.arrived).toHaveLength(1);
});

test('wrong credentials are tried once, however many requests are in flight', async () => {
  const transport = openTransport({ authentication: { type: 'basic', user: 'alice', password } });
  const send = () => transport.send({ url: `${server.origin}/closed`, method: 'GET', headers: {} });
  const outcomes = await Promise.all([send(), send(), send()]);
  expect(outcomes.map(({ status }) => status)).toEqual([401, 401, 401]);
  expect(server.arrived).toHaveLength(1);
  await transport.close();
});

test('without credentials it says what is offered, and other paths are still asked', async () => {
  const [closed, open] = await get(undefined, '/closed', '/');
  expect(closed).toMatchObject({
    code: 'unauthorized',
    message: `Expected ${server.origin} to answer without authentication; it asks for it (401) and offers Basic, NTLM: add the key authentication to the target file.`,
  });
  expect(open).toMatchObject({ kind: 'response', status: 200 });
});

test('credentials for a mechanism that is not offered', async () => {
  process.env[password.env] = 'token';
  const [outcome] = await get({ type: 'bearer', token: password }, '/closed');
  expect(outcome).toMatchObject({
    message: `Expected ${server.origin} to offer Bearer; it asks for authentication (401) and offers Basic, NTLM: correct authentication.type in the target file.`,
  });
});

for (const [what, authentication, message] of [
  ['a header of the harness', { type: 'headers', headers: { SOAPAction: 'x' } }, /SOAPAction/],
  ['a token with a line break', { type: 'bearer', token: password }, /the bearer token in print/],
  ['a secret that is not there', { type: 'bearer', token: { env: 'ASSAY_NO_SUCH' } }, /ASSAY_NO_/],
] as const)
  test(`${what} is the user's mistake, and no secret is in the message`, () => {
    process.env[password.env] = 'secret\r\nx: y';
    const open = () => openTransport({ authentication });
    expect(open).toThrow(UserError);
    expect(open).toThrow(message);
    expect(open).not.toThrow(/secret/);
  });
