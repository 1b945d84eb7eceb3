import { verify } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { clockVersions } from '../../harness/target/clock.ts';
import { writeChallenge } from '../../harness/clock/challenge.ts';
import { readResponseMessage } from '../../harness/clock/response-message.ts';
import { startClockServer, type ClockServer } from '../../reference/clock/server.ts';
import { testClockKey } from '../../reference/clock/test-clock-key.ts';

let server: ClockServer;
test.beforeAll(async () => {
  server = await startClockServer();
});
test.afterAll(() => server.close());

const formType = 'application/x-www-form-urlencoded';

async function petition(): Promise<string> {
  const response = await fetch(server.services.v1);
  expect(response.status).toBe(200);
  return response.text();
}

function post(url: string, tid: string, type = formType): Promise<Response> {
  const body = writeChallenge({ url: server.services.v1, tid });
  return fetch(url, { method: 'POST', headers: { 'content-type': type }, body });
}

test('each link redirects to its service, and is on loopback', async () => {
  for (const version of clockVersions) {
    const response = await fetch(server.links[version], { redirect: 'manual' });
    expect(response.status).toBe(302);
    expect(response.headers.get('location')).toBe(server.services[version]);
    expect(new URL(server.services[version]).hostname).toBe('127.0.0.1');
  }
});

test('a petition is answered with a new challenge URL each time', async () => {
  const [first, second] = [await petition(), await petition()];
  expect(first).not.toBe(second);
  expect(new URL(first).origin).toBe(new URL(server.services.v1).origin);
});

test('a challenge is answered with its TID, the time, and a signature that verifies', async () => {
  const response = await post(await petition(), 'one & only');
  expect(response.status).toBe(200);
  const text = await response.text();
  const message = readResponseMessage(Buffer.from(text));
  const [tid, now, later] = message?.data.children.map(({ text: value }) => value) ?? [];
  expect(tid).toBe('one & only');
  expect(Math.abs(Date.parse(now ?? '') - Date.now())).toBeLessThan(60_000);
  expect(Date.parse(later ?? '')).toBeGreaterThan(Date.parse(now ?? ''));
  const xml = Buffer.from(text, 'base64').toString();
  const [data = ''] = /<DATA>.*<\/DATA>/.exec(xml) ?? [];
  const [, signature = ''] = /<SIGNATURE>(.*)<\/SIGNATURE>/.exec(xml) ?? [];
  const key = { key: testClockKey().publicKey, dsaEncoding: 'ieee-p1363' } as const;
  expect(verify('sha256', Buffer.from(data), key, Buffer.from(signature, 'base64'))).toBe(true);
  const changed = Buffer.from(data.replace('only', 'none'));
  expect(verify('sha256', changed, key, Buffer.from(signature, 'base64'))).toBe(false);
  const [, certificate = ''] = /<CERTIFICATE>(.*)<\/CERTIFICATE>/.exec(xml) ?? [];
  expect(Buffer.from(certificate, 'base64').toString()).toContain('Assay TEST');
});

test('a challenge is taken once, as a form, and only after a petition', async () => {
  const url = await petition();
  expect((await post(url, 'first')).status).toBe(200);
  expect((await post(url, 'second')).status).toBe(403);
  expect((await post(url.replace(/[^/]+$/, 'none'), 'third')).status).toBe(403);
  expect((await post(await petition(), 'fourth', 'text/xml')).status).toBe(400);
  const garbage = await fetch(await petition(), {
    method: 'POST',
    headers: { 'content-type': formType },
    body: 'challenge=%%%',
  });
  expect(garbage.status).toBe(400);
});

test('every answer has a Date and is for one client', async () => {
  for (const url of [server.links.v1, server.services.v2, server.services.v4, server.state]) {
    const { headers } = await fetch(url, { redirect: 'manual' });
    expect(Math.abs(Date.parse(headers.get('date') ?? '') - Date.now())).toBeLessThan(60_000);
    expect(headers.get('cache-control')).toBe('private');
  }
});

test('without a Date there is none of Node either', async () => {
  const silent = await startClockServer({ date: () => undefined });
  const { headers } = await fetch(silent.services.v4);
  await silent.close();
  expect(headers.get('date')).toBeNull();
});

test('the provisioning service wants a device', async () => {
  const ask = (body: string) => fetch(server.provisioning, { method: 'POST', body });
  expect(await (await ask('{"device":"x"}')).json()).toMatchObject({ provisioned: true });
  for (const body of ['', '[]', '{}', '{"device":1}']) expect((await ask(body)).status).toBe(400);
  expect((await fetch(server.provisioning)).status).toBe(400);
});

test('other addresses are not found', async () => {
  const { origin } = new URL(server.state);
  for (const path of ['/', '/fwlink/?LinkID=v5', '/v1/SecureClock/', '/v1/SecureClock/?Petition'])
    expect((await fetch(origin + path, { redirect: 'manual' })).status, path).toBe(404);
  expect((await fetch(server.services.v1, { method: 'POST' })).status).toBe(404);
});
