import { createHmac } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from '@playwright/test';
import { writeAvPairs } from '../../../harness/transport/authentication/ntlm/av-pairs.ts';
import { responseKey } from '../../../harness/transport/authentication/ntlm/response.ts';
import { openGate } from '../../../harness/transport/open-gate.ts';
import { openTransport } from '../../../harness/transport/transport.ts';
import type { Gate } from '../../../harness/transport/gate.ts';
import type { Transport, WireOutcome } from '../../../harness/transport/wire.ts';
import {
  ask,
  startRecordingServer,
  type Arrived,
  type RecordingServer,
} from './recording-server.ts';

// What a server does with connections; that the answers are right, tests/peers proves.

const serverChallenge = Buffer.from('0123456789abcdef', 'hex');
const body = '<q/>';

interface Options {
  /** Whether this connection has been used enough. */
  readonly endAfter?: number;
  readonly challenge?: string;
  readonly afterChallenge?: (response: ServerResponse) => void;
}

let server: RecordingServer;
let transport: Transport;
let options: Options;
/** Connections that are authenticated, and the requests that they served. */
let served: Map<Socket, number>;
let challenged: Set<Socket>;

function challenge(): string {
  const info = writeAvPairs([{ id: 2, value: Buffer.from('Domain', 'utf16le') }]);
  const head = Buffer.alloc(56);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(2, 8);
  head.writeUInt32LE(0xa2888205, 20);
  serverChallenge.copy(head, 24);
  head.writeUInt16LE(info.length, 40);
  head.writeUInt32LE(56, 44);
  return Buffer.concat([head, info]).toString('base64');
}

/** Whether the message proves the password, by the formula of [MS-NLMP] 3.3.2. */
async function proves(message: Buffer): Promise<boolean> {
  const key = await responseKey('Password', { user: 'User', domain: 'Domain' });
  const start = message.readUInt32LE(24);
  const response = message.subarray(start, start + message.readUInt16LE(20));
  const proof = createHmac('md5', key).update(serverChallenge).update(response.subarray(16));
  return proof.digest().equals(response.subarray(0, 16));
}

async function answer({ headers, socket, url }: Arrived, response: ServerResponse): Promise<void> {
  if (url === '/open') {
    response.end('open');
    return;
  }
  const token = /^NTLM (.*)$/.exec(headers.authorization ?? '')?.[1];
  const message = Buffer.from(token ?? '', 'base64');
  if (token !== undefined && message.readUInt32LE(8) === 1) {
    challenged.add(socket);
    options.afterChallenge?.(response);
    ask(response, `NTLM ${options.challenge ?? challenge()}`);
    return;
  }
  if (token !== undefined) {
    if (challenged.delete(socket) && (await proves(message))) served.set(socket, 0);
    else served.delete(socket);
  }
  const before = served.get(socket);
  if (before === undefined || before >= (options.endAfter ?? Infinity)) {
    served.delete(socket);
    ask(response, 'Negotiate', 'NTLM');
    return;
  }
  served.set(socket, before + 1);
  response.end('welcome');
}

test.beforeAll(async () => {
  server = await startRecordingServer((request, response) => void answer(request, response));
});

test.afterAll(async () => {
  await server.close();
});

function open(
  password: string,
  gate?: Gate,
  account: { user: string; domain?: string } = { user: 'User', domain: 'Domain' },
): void {
  process.env['ASSAY_TEST_SECRET'] = password;
  transport = openTransport({
    ...(gate !== undefined && { gate }),
    authentication: {
      type: 'ntlm',
      ...account,
      password: { env: 'ASSAY_TEST_SECRET' },
    },
  });
}

test.beforeEach(() => {
  options = {};
  served = new Map();
  challenged = new Set();
  server.arrived.length = 0;
  open('Password');
});

test.afterEach(async () => {
  await transport.close();
  delete process.env['ASSAY_TEST_SECRET'];
});

const send = (path = '/'): Promise<WireOutcome> =>
  transport.send({
    url: `${server.origin}${path}`,
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: Buffer.from(body),
  });

/** What arrived: the connection, the type of an NTLM message, the body. */
const legs = (): readonly string[] =>
  server.arrived.map(({ headers, body: sent, connection }) => {
    const token = headers.authorization?.slice('NTLM '.length);
    const type = token === undefined ? '' : Buffer.from(token, 'base64').readUInt32LE(8);
    return `${connection - (server.arrived[0]?.connection ?? 0)} ${type} ${sent}`;
  });

test('the body goes with the last leg, and a connection is authenticated once', async () => {
  for (const expected of [200, 200]) expect(await send()).toMatchObject({ status: expected });
  expect(legs()).toEqual(['0 1 ', `0 3 ${body}`, `0  ${body}`]);
});

test('a connection that is being authenticated outlives the wait for the limits', async ({}, info) => {
  const gate = openGate({ requestsPerSecond: 0.45 }, info.outputPath('gate'));
  open('Password', gate);
  const first = send();
  // Others wait already when its second leg is due, and would come between for longer than a server waits.
  const others = [1, 2, 3].map(() =>
    gate.enter().then(leave => {
      leave();
    }),
  );
  expect(await first).toMatchObject({ status: 200 });
  expect(legs()).toEqual(['0 1 ', `0 3 ${body}`]);
  await Promise.all(others);
});

test('requests in flight have connections of their own, which are kept', async () => {
  await send();
  const statuses = async () => (await Promise.all([send(), send(), send()])).map(o => o.status);
  expect(await statuses()).toEqual([200, 200, 200]);
  const before = legs().length;
  expect(await statuses()).toEqual([200, 200, 200]);
  expect(legs().slice(before)).toHaveLength(3);
  expect(new Set(server.arrived.map(({ connection }) => connection)).size).toBe(3);
});

test('a server that ended the connection gets a new authentication', async () => {
  await send();
  const gone = new Promise(done => server.arrived[0]?.socket.once('close', done));
  server.arrived[0]?.socket.destroy();
  await gone;
  expect(await send()).toMatchObject({ status: 200 });
  expect(legs().slice(2)).toEqual(['1 1 ', `1 3 ${body}`]);
});

test('a server that asks again on a kept connection gets a new authentication', async () => {
  options = { endAfter: 1 };
  await send();
  expect(await send()).toMatchObject({ status: 200 });
  expect(legs().slice(2)).toEqual([`0  ${body}`, '0 1 ', `0 3 ${body}`]);
});

test('the domain may stand before the user, as Windows writes it', async () => {
  await transport.close();
  open('Password', undefined, { user: 'Domain\\User' });
  expect(await send()).toMatchObject({ status: 200 });
});

test('where nobody asks, the request goes out as it is', async () => {
  expect(await send('/open')).toMatchObject({ status: 200 });
  expect(legs()).toEqual(['0 1 ', `0  ${body}`]);
});

test('a wrong password is tried once', async () => {
  await transport.close();
  open('Wrong');
  const outcomes = await Promise.all([send(), send()]);
  for (const outcome of outcomes)
    expect(outcome).toMatchObject({
      code: 'unauthorized',
      message: expect.stringMatching(/accept the user Domain\\User by NTLM; it refused/),
    });
  expect(legs()).toEqual(['0 1 ', `0 3 ${body}`]);
});

test('one refusal does not end what was accepted before', async () => {
  await send();
  options = { endAfter: 0 };
  expect(await send()).toMatchObject({ code: 'unauthorized' });
  options = {};
  expect(await send()).toMatchObject({ status: 200 });
});

test('a connection that does not outlive the challenge can not be authenticated', async () => {
  options = { afterChallenge: response => response.setHeader('connection', 'close') };
  expect(await send()).toMatchObject({
    code: 'closed',
    message: expect.stringMatching(/to keep the connection, which is what NTLM auth/),
  });
  expect(legs()).toEqual(['0 1 ']);
});

test('a challenge that is none is malformed', async () => {
  options = { challenge: 'QUJD' };
  expect(await send()).toMatchObject({
    code: 'malformed',
    message: `Expected a challenge by NTLM from ${server.origin}; what came is none (it has 3 bytes).`,
  });
});
