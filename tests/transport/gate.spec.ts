import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test as base } from '@playwright/test';
import { openGate } from '../../harness/transport/open-gate.ts';
import { openToken } from '../../harness/transport/token.ts';
import { command } from '../cli/run-cli.ts';

interface Counter {
  readonly url: string;
  /** When each request came, in milliseconds. */
  readonly arrivals: readonly number[];
  /** Most requests that were under way at once. */
  readonly most: () => number;
}

const worker = ['--import', 'tsx', fileURLToPath(new URL('gate-worker.ts', import.meta.url))];

const test = base.extend<{
  folder: string;
  /** A process that has passed the gate and keeps its place. */
  staying: (folder: string, limits: object) => Promise<ChildProcess>;
  counter: Counter;
}>({
  folder: async ({}, use, info) => {
    await use(info.outputPath('gate'));
  },
  staying: async ({}, use) => {
    const children: ChildProcess[] = [];
    await use(async (folder, limits) => {
      const args = [...worker, folder, JSON.stringify(limits)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
      children.push(child);
      await once(child.stdout, 'data');
      return child;
    });
    for (const child of children) child.kill('SIGKILL');
  },
  counter: async ({}, use) => {
    const arrivals: number[] = [];
    let inFlight = 0;
    let most = 0;
    const server = createServer((_request, response) => {
      arrivals.push(performance.now());
      inFlight += 1;
      most = Math.max(most, inFlight);
      setTimeout(() => {
        inFlight -= 1;
        response.end('ok');
      }, 20);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${port}/`, arrivals, most: () => most });
    server.closeAllConnections();
    server.close();
  },
});

test('both limits hold over processes, by the server’s own log', async ({ folder, counter }) => {
  const limits = { requestsPerSecond: 20, concurrency: 3 };
  const args = [...worker, folder, JSON.stringify(limits), counter.url, '20'];
  const ended = await Promise.all([1, 2, 3].map(() => command(args)));
  expect(ended).toEqual([1, 2, 3].map(() => ({ code: 0, stdout: '', stderr: '' })));
  expect(counter.arrivals).toHaveLength(60);
  const windows = counter.arrivals.map(
    from => counter.arrivals.filter(at => at >= from && at < from + 1000).length,
  );
  expect(Math.max(...windows)).toBeLessThanOrEqual(20);
  expect(counter.most()).toBeLessThanOrEqual(3);
});

test('without limits nothing is kept and nobody waits', async ({ folder }) => {
  const gate = openGate({}, folder);
  await Promise.all(Array.from({ length: 100 }, () => gate.enter()));
  expect(existsSync(folder)).toBe(false);
});

test('a place is kept while its process lives, and free when it is killed', async ({
  folder,
  staying,
}) => {
  const limits = { concurrency: 1 };
  const child = await staying(folder, limits);
  const gate = openGate(limits, folder);
  let entered = false;
  const entering = gate.enter().then(leave => {
    entered = true;
    return leave;
  });
  // As many looks as there are, none of them gives the place away.
  for (let look = 0; look < 5; look++) await new Promise(done => setTimeout(done, 20));
  expect(entered).toBe(false);
  child.kill('SIGKILL');
  await once(child, 'exit');
  (await entering)();
});

test('what a process held when it was killed is taken from it', async ({ folder, staying }) => {
  const limits = { concurrency: 2 };
  const child = await staying(folder, limits);
  child.kill('SIGKILL');
  await once(child, 'exit');
  const held = `held-${child.pid ?? 0}-x`;
  renameSync(join(folder, 'token'), join(folder, held));
  const gates = [openGate(limits, folder), openGate(limits, folder)];
  const leaves = await Promise.all(gates.map(gate => gate.enter()));
  for (const leave of leaves) leave();
  expect(readdirSync(folder)).not.toContain(held);
});

test('the token is one process’s at a time', ({ folder }) => {
  const [one, two] = [openToken(folder, 'first'), openToken(folder, 'second')];
  expect(one.take()).toBe('first');
  expect([two.take(), two.rob()]).toEqual([undefined, undefined]);
  one.give('changed');
  expect(two.take()).toBe('changed');
  expect(one.take()).toBe(undefined);
  expect(() => {
    one.give('stale');
  }).toThrow('The token is not held.');
});

test('who is in flight leaves when its exchange is over, once', async ({ folder }) => {
  const gate = openGate({ concurrency: 2 }, folder);
  const [one, two] = [await gate.enter(), await gate.enter()];
  const order: string[] = [];
  const third = gate.enter().then(leave => {
    order.push('third');
    return leave;
  });
  const fourth = gate.enter().then(leave => {
    order.push('fourth');
    return leave;
  });
  one();
  one();
  (await third)();
  (await fourth)();
  two();
  expect(order).toEqual(['third', 'fourth']);
  await expect
    .poll(() => JSON.parse(readFileSync(join(folder, 'token'), 'utf8')) as unknown)
    .toEqual({ inFlight: [], cooling: [], waiting: [] });
});

test('a rate below one is a pause between two', async ({ folder }) => {
  const gate = openGate({ requestsPerSecond: 0.9 }, folder);
  (await gate.enter())();
  const began = performance.now();
  (await gate.enter())();
  expect(performance.now() - began).toBeGreaterThan(1_100);
});

test('a folder that is gone fails who waits', async ({ folder }) => {
  const gate = openGate({ concurrency: 1 }, folder);
  await gate.enter();
  const waiting = gate.enter();
  rmSync(folder, { recursive: true });
  await expect(waiting).rejects.toThrow(/ENOENT/);
});
