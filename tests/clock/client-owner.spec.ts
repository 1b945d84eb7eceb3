import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { ClientOwnerService, ServiceExpectation } from '../../harness/target/clock.ts';
import { startWebServer, type WebServer } from '../discovery/web-server.ts';
import { grantsIn } from '../../harness/clock/grants.ts';
import { decideAlone, reasonOf } from './targets.ts';

const row = 'clock.client-owner.as-declared';
const allowed = { permissions: { mayIssue: true, mayDecommission: false } };
const expectation = { status: 200, contains: 'provisioned' };

/** A server whose every answer is the same. */
async function withServer(
  use: (
    server: WebServer,
    service: (more?: Partial<ClientOwnerService>) => ClientOwnerService,
  ) => Promise<void>,
): Promise<void> {
  const server = await startWebServer((_request, response) => response.end('provisioned'));
  const service = (more: Partial<ClientOwnerService> = {}): ClientOwnerService => ({
    name: 'provisioning',
    url: `${server.origin}/provision`,
    method: 'POST',
    headers: {},
    expect: expectation,
    ...more,
  });
  try {
    await use(server, service);
  } finally {
    await server.close();
  }
}

test('a POST is not sent until the target allows what it may issue', async () => {
  await withServer(async ({ got }, service) => {
    const { outcome } = await decideAlone(row, { services: [service()] });
    expect(outcome).toMatchObject({ kind: 'blocked', code: 'not-allowed' });
    expect(reasonOf(outcome)).toContain('--may-issue');
    expect(reasonOf(outcome)).toContain('effect: reads');
    expect(got).toEqual([]);
    const granted = await decideAlone(row, { services: [service()], ...allowed });
    expect(granted.outcome).toEqual({ kind: 'kept' });
    expect(got).toHaveLength(1);
  });
});

test('a POST that only reads needs no permission, and a GET that does more needs it', async () => {
  await withServer(async ({ got }, service) => {
    const reading = await decideAlone(row, { services: [service({ effect: 'reads' })] });
    expect(reading.outcome).toEqual({ kind: 'kept' });
    expect(got).toHaveLength(1);
    const ending = service({ method: 'GET', effect: 'decommissions' });
    const { outcome } = await decideAlone(row, { services: [ending], ...allowed });
    expect(outcome).toMatchObject({ kind: 'blocked', code: 'not-allowed' });
    expect(got).toHaveLength(1);
  });
});

test('a declaration that any server satisfies proves nothing', async () => {
  await withServer(async (_server, service) => {
    const services = [service({ expect: { status: 200, minBytes: 1 } })];
    const { outcome } = await decideAlone(row, { services, ...allowed });
    expect(outcome).toMatchObject({ kind: 'blocked', code: 'twin-refused' });
    expect(reasonOf(outcome)).toContain('`contains`');
  });
});

test('a service that could not be asked does not hide what another one does wrong', async () => {
  await withServer(async (_server, service) => {
    const wrong: ServiceExpectation = { status: 201, contains: 'provisioned' };
    const services = [
      service({ name: 'silent', url: 'http://127.0.0.1:1/' }),
      service({ name: 'wrong', expect: wrong }),
      service({ name: 'forgotten', bodyFile: '/nowhere/request.json' }),
    ];
    const { outcome } = await decideAlone(row, { services, ...allowed });
    if (outcome.kind !== 'broken') throw new Error(`It is ${outcome.kind}.`);
    expect(outcome.findings).toHaveLength(1);
    expect(outcome.findings[0]).toMatchObject({ expected: 'HTTP status 201', actual: 'HTTP 200' });
    expect(outcome.findings[0]?.where).toContain('"wrong"');
    expect(outcome.undecided).toContain('127.0.0.1:1');
    const forgotten = await decideAlone(row, { services: services.slice(2), ...allowed });
    expect(forgotten.outcome).toMatchObject({ kind: 'blocked', code: 'deployment-missing' });
    expect(reasonOf(forgotten.outcome)).toContain('/nowhere/request.json (ENOENT)');
  });
});

test('credentials of the target go to no service; a service has its own, which no report shows', async ({}, info) => {
  const file = info.outputPath('token');
  writeFileSync(file, 'Bearer of-the-service\n');
  await withServer(async ({ got }, service) => {
    const token = { file: '/nowhere/token' };
    const authentication = {
      type: 'headers',
      headers: { authorization: 'of the target' },
    } as const;
    const own = service({ headers: { authorization: { file } } });
    const { outcome, shown } = await decideAlone(row, {
      services: [own],
      authentication,
      ...allowed,
    });
    expect(outcome).toEqual({ kind: 'kept' });
    expect(got.map(({ authorization }) => authorization)).toEqual(['Bearer of-the-service']);
    expect(shown('it said: Bearer of-the-service!')).toBe('it said: [redacted]!');
    const clock = { services: { v4: { service: own.url } }, toleranceSeconds: 300 };
    await decideAlone('clock.http.date', { clock, authentication });
    expect(got.slice(1).map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
    const missing = decideAlone(row, {
      services: [service({ headers: { authorization: token } })],
    });
    await expect(missing).rejects.toThrow('the header authorization of the service "provisioning"');
  });
});

test('what may have been issued is entered in the ledger as something', () => {
  const request = { url: 'http://127.0.0.1/', method: 'POST', headers: {} } as const;
  const answered = (status: number, effect: 'reads' | 'issues') =>
    grantsIn({
      request,
      outcome: { kind: 'response', status, headers: [], body: new Uint8Array(), durationMs: 1 },
      label: { operation: 'o', fixture: 'f', deployment: 'd', effect },
    });
  expect(answered(200, 'issues')).toEqual([{ kind: 'something' }]);
  expect(answered(403, 'issues')).toEqual([]);
  expect(answered(200, 'reads')).toEqual([]);
});
