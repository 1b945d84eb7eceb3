import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { examineClock, examineKerberos, examineNode } from '../../cli/doctor/machine-checks.ts';
import { thisMachine } from '../../cli/machine.ts';
import type { Finding } from '../../cli/doctor/finding.ts';
import { examineTarget } from '../../cli/doctor/target-checks.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { expect } from '@playwright/test';
import { test } from './run-cli.ts';

test('a machine on which runs can begin: 0, and a line for each thing', async ({ cli }) => {
  const { code, stdout } = await cli.assay('doctor', '--out', cli.folder());
  expect(code).toBe(0);
  for (const what of ['Node', 'Java', 'Chromium', 'network', 'clock', 'reports'])
    expect(stdout).toMatch(new RegExp(`^(?:ok|missing) +${what}: `, 'm'));
  expect(stdout).toMatch(/\nRuns can begin\.\n$/);
});

test('an old Node and a clock in the past are bad', () => {
  expect(examineNode('20.9.0')).toMatchObject({ state: 'bad' });
  expect(examineNode('20.18.1')).toMatchObject({ state: 'good' });
  expect(examineNode('100.0.0')).toMatchObject({ state: 'good' });
  expect(examineClock(new Date(0))).toMatchObject({ state: 'bad' });
  expect(examineClock(new Date())).toMatchObject({ state: 'good' });
});

test('a folder that can’t be written is bad: 2', async ({ cli }) => {
  const { code, stdout } = await cli.assay('doctor', '--out', '/dev/null/reports');
  expect(code).toBe(2);
  expect(stdout).toMatch(/^BAD +reports: .*name another with --out\.$/m);
});

test('a target is asked once per deployment, for an answer and the time', async ({ cli }) => {
  const hour = 3_600_000;
  const server = createServer((_, response) => {
    response.setHeader('date', new Date(Date.now() - hour).toUTCString());
    response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
  await new Promise(listening => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, stdout } = await cli.assay('doctor', url, '--json', '--out', cli.folder());
  server.close();
  const findings = JSON.parse(stdout) as Finding[];
  const ofTarget = findings.filter(({ what }) => what.includes('127.0.0.1'));
  expect(ofTarget.map(({ state }) => state)).toEqual(['good', 'bad']);
  expect(ofTarget[1]?.says).toMatch(/^its clock is 3[56]\d\d s behind ours; /);
  expect(code).toBe(2);
  const gone = await cli.assay('doctor', url, '--out', cli.folder());
  expect(gone.code).toBe(2);
  expect(gone.stdout).toMatch(/^BAD .*127\.0\.0\.1/m);
});

test('a clock that is right is not called late for the fraction that a Date header lacks', async () => {
  const now = Date.UTC(2026, 0, 1, 12, 0, 0, 900);
  const server = createServer((_, response) => {
    response.setHeader('date', new Date(now).toUTCString());
    response.end();
  }).listen(0, '127.0.0.1');
  await new Promise(listening => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const target = {
    name: 'a',
    deployments: { normal: url },
    tls: {},
    limits: completeLimits(),
    permissions: { mayIssue: false, mayDecommission: false },
  };
  const [, clock] = await examineTarget(target, now);
  const [, late] = await examineTarget(target, now + 5000);
  server.close();
  expect(clock?.says).toBe('its clock is as ours, give or take 1 s');
  expect(late?.says).toBe('its clock is 6 s behind ours');
});

test('a target is asked within its limits, and what it repeats of a secret is shown nowhere', async () => {
  const times: number[] = [];
  const server = createServer((request, response) => {
    times.push(performance.now());
    response.socket?.end(request.headers.authorization?.slice('Bearer '.length) ?? 'nothing');
  }).listen(0, '127.0.0.1');
  await new Promise(listening => server.once('listening', listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.env['DOCTOR_TEST_TOKEN'] = 'open-sesame-to-nobody';
  const findings = await examineTarget(
    {
      name: 'limited',
      deployments: { normal: `${url}/a`, decommissioned: `${url}/b` },
      tls: {},
      limits: completeLimits({ requestsPerSecond: 2 / 3 }),
      authentication: { type: 'bearer', token: { env: 'DOCTOR_TEST_TOKEN' } },
      permissions: { mayIssue: false, mayDecommission: false },
    },
    Date.now(),
  );
  server.close();
  expect(JSON.stringify(findings)).not.toContain('sesame');
  expect(JSON.stringify(findings)).toContain('[redacted]');
  expect(times).toHaveLength(2);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_490);
});

test('a package without its addon is missing, whatever npm says', ({}, testInfo) => {
  const folder = testInfo.outputPath('kerberos');
  expect(examineKerberos({ ...thisMachine(), kerberosFolder: folder })).toMatchObject({
    state: 'missing',
    says: expect.stringMatching(/^it is not built: .*`npx assay setup`\.$/),
  });
});
