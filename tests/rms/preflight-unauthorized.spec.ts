import { expect, test } from '@playwright/test';
import { preflight } from '../../harness/rms/preflight.ts';
import { completeLimits } from '../../harness/target/target.ts';
import {
  ask,
  startRecordingServer,
  type RecordingServer,
} from '../transport/authentication/recording-server.ts';
import { secretVariable } from '../transport/authentication/secret-variable.ts';

const secret = 'Corr3ct-horse';
const password = secretVariable(secret);
let server: RecordingServer;
/** Paths that ask for authentication. */
let closed: RegExp;

test.beforeAll(async () => {
  server = await startRecordingServer(({ url, headers }, response) => {
    if (closed.test(url)) ask(response, headers.authorization ?? 'NTLM', 'Basic realm="x"');
    else response.writeHead(404).end();
  });
});

test.afterAll(async () => {
  await server.close();
});

test.beforeEach(() => {
  server.arrived.length = 0;
});

const plan = () => ({
  deployments: { decommissioned: `${server.origin}/_wmcs` },
  tls: {},
  limits: completeLimits(),
});

const basic = {
  authentication: { type: 'basic', user: 'alice', password },
} as const;

test('a server that asks for authentication is asked once, and its mechanisms are named', async () => {
  closed = /./;
  const state = await preflight(plan());
  expect(state.unauthorized).toBe(true);
  expect(state.unreachable).toMatch(/it asks for it \(401\) and offers NTLM, Basic: add the key/);
  expect(server.arrived).toHaveLength(1);
});

test('refused credentials end it at once, and are not repeated when the server does', async () => {
  closed = /./;
  const state = await preflight({ ...plan(), ...basic });
  expect(state.unauthorized).toBe(true);
  expect(state.unreachable).toMatch(/accept the user alice by Basic; it refused \(401\)/);
  expect(server.arrived).toHaveLength(1);
  const given = Buffer.from(`alice:${secret}`).toString('base64');
  expect(JSON.stringify(state)).not.toContain(secret);
  expect(JSON.stringify(state)).not.toContain(given);
});

test('so do credentials that are refused by one interface', async () => {
  closed = /server\.asmx/;
  const state = await preflight({ ...plan(), ...basic });
  expect(state.unauthorized).toBe(true);
});

test('an interface that asks is left to its checks when there are no credentials', async () => {
  closed = /server\.asmx/;
  const state = await preflight(plan());
  expect(state).not.toHaveProperty('unauthorized');
  expect(state).not.toHaveProperty('unreachable');
});

test('so it is behind a proxy, whose credentials the interface never sees', async () => {
  closed = /server\.asmx/;
  // A proxy that answers for every host.
  const proxy = { url: server.origin, user: 'bob', password };
  const state = await preflight({
    ...plan(),
    deployments: { decommissioned: 'http://rms.example.com/_wmcs' },
    proxy,
  });
  expect(state).not.toHaveProperty('unauthorized');
  expect(state).not.toHaveProperty('unreachable');
});

test('what is sent to infer a profile says what it may cause', async () => {
  closed = /^nothing$/;
  const effects: Record<string, string | undefined> = {};
  const base = `${server.origin}/_wmcs`;
  await preflight({
    ...plan(),
    deployments: { normal: base },
    profile: 'infer',
    permissions: { mayIssue: true, mayDecommission: false },
    onSent: ({ request, label }) => {
      if (request.method === 'POST') effects[request.url.slice(base.length)] = label?.effect;
    },
  });
  expect(effects).toMatchObject({
    '/decommission/decommission.asmx': 'reads',
    '/licensing/server.asmx': 'reads',
    '/certification/Precertification.asmx': 'issues',
    '/licensing/editissuancelicense.asmx': 'issues',
    '/licensing/license.asmx': 'issues',
  });
});
