import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, test as base } from '@playwright/test';
import { startReferenceTarget, type ReferenceTarget } from '../../cli/reference-target.ts';
import { completeLimits } from '../../harness/target/target.ts';
import type { Behaviour } from '../../reference/rms/behaviour.ts';
import { conforming } from '../../reference/rms/behaviour.ts';
import { preflight } from '../../harness/rms/preflight.ts';
import { serverState } from '../reference/licences.ts';

const test = base.extend<{ start: (behaviour?: Partial<Behaviour>) => Promise<ReferenceTarget> }>({
  start: async ({}, use) => {
    const running: ReferenceTarget[] = [];
    await use(async (behaviour = {}) => {
      const started = await startReferenceTarget({ state: serverState('mode1'), behaviour });
      running.push(started);
      return started;
    });
    for (const { close } of running) await close();
  },
});

test('a conforming server is known by its certificate and both SOAP versions', async ({
  start,
}) => {
  const { target } = await start();
  const state = await preflight({ ...target, seed: 9 });
  expect(state).toMatchObject({ offered: ['soap11', 'soap12'], seed: 9 });
  expect(state.serverCertificates.own).toEqual(serverState('mode1').SLC);
  expect(state).not.toHaveProperty('unreachable');
});

test('a seed is drawn when none is given, a new one each time', async ({ start }) => {
  const { target } = await start();
  const seeds = [await preflight(target), await preflight(target)].map(({ seed }) => seed);
  expect(new Set(seeds).size).toBe(2);
});

test('the decommissioned deployment is the HTTPS one, too, when its URL says so', async ({
  start,
}) => {
  const { target } = await start();
  const decommissioned = target.deployments['decommissioned-https'] ?? '';
  const state = await preflight({ ...target, deployments: { decommissioned } });
  expect(state.deployments['decommissioned-https']).toBe(decommissioned);
  const plain = await preflight({
    ...target,
    deployments: { decommissioned: target.deployments['decommissioned'] ?? '' },
  });
  expect(plain.deployments).not.toHaveProperty('decommissioned-https');
});

test('a server that is alone and in normal operation is taken for what it is', async ({
  start,
}) => {
  const { target } = await start();
  const normal = target.deployments['normal'] ?? '';
  const state = await preflight({ ...target, deployments: { decommissioned: normal } });
  expect(state).toMatchObject({ deployments: { normal }, inNormalOperation: true });
  expect(state.deployments).not.toHaveProperty('decommissioned');
});

test('a server that answers one SOAP version only offers that one', async ({ start }) => {
  const { target } = await start({
    finish: (response, { version }) =>
      version === 'soap12' ? { status: 415, headers: {}, body: '' } : response,
  });
  expect((await preflight(target)).offered).toEqual(['soap11']);
});

test('without GetLicensorCertificate it says why, at both places, and what to do', async ({
  start,
}) => {
  const { target } = await start({
    endpointAt: path => (path.endsWith('server.asmx') ? undefined : conforming.endpointAt(path)),
  });
  const { serverCertificates, withoutCertificate } = await preflight(target);
  expect(serverCertificates).not.toHaveProperty('own');
  expect(withoutCertificate).toContain('certification/server.asmx: HTTP 404');
  expect(withoutCertificate).toContain('licensing/server.asmx: HTTP 404');
  expect(withoutCertificate).toContain('--server-certificate FILE');
});

test('a certificate file is used instead; one that holds none is said to hold none', async ({
  start,
}) => {
  const { target } = await start();
  const { SLC } = serverState('mode1', 'another');
  const pretty = SLC.join('\n').replaceAll('><', '>\n  <');
  const given = await preflight({ ...target, serverCertificate: pretty });
  expect(given.serverCertificates.own).toEqual(SLC);
  const none = await preflight({ ...target, serverCertificate: '<html/>' });
  expect(none.serverCertificates).not.toHaveProperty('own');
  expect(none.withoutCertificate).toBeDefined();
});

test('nothing is sent to a target without deployments', async () => {
  const state = await preflight({ deployments: {}, tls: {}, limits: completeLimits() });
  expect(state.unreachable).toBe('The target names no deployment.');
});

test('a server that takes one connection and is gone does not end the preflight', async () => {
  const server = createServer(socket => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      server.close();
      socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
    });
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const state = await preflight({
    deployments: { decommissioned: url },
    tls: {},
    limits: completeLimits({ deadlineMs: 2000 }),
    serverCertificate: serverState('mode1').SLC.join(''),
  });
  expect(state.offered).toEqual([]);
  expect(state).not.toHaveProperty('unreachable');
});
