import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect } from '@playwright/test';
import { readRun, root, stackFrame, test } from './run-cli.ts';

/** Runs `assay` for a reader of stdout who leaves at once. */
async function unread(...args: readonly string[]) {
  const child = spawn(process.execPath, [join(root, 'cli/bin.mjs'), ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.stdout.destroy();
  const ended = once(child, 'close') as Promise<[code: number | null]>;
  const stderr = await text(child.stderr);
  const [code] = await ended;
  return { code, stdout: '', stderr };
}

test('a list that nobody reads to its end is no error', async () => {
  expect(await unread('list')).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('a run whose output nobody reads ends as any other', async ({ cli }) => {
  const target = await cli.reference();
  const out = cli.folder();
  const args = ['--only', 'rmsi.decommission.empty-params', '--project', 'rmsi-soap12'];
  const described = cli.describe(target);
  const ended = await unread('run', '--no-report', '--out', out, ...described, ...args);
  expect(ended.stderr).not.toMatch(stackFrame);
  expect(ended.code).toBe(0);
  expect(readRun(ended, out).results.totals).toMatchObject({ pass: 1 });
});
