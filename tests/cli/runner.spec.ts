import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { catalogue } from '../../suites/rmsi/catalogue.ts';
import { command, readRun, stackFrame, test } from './run-cli.ts';

// What is selected shows without a server: everything is blocked, in a row of its own.
const nobody = 'http://no-such-host.invalid/_wmcs';

const checked = Object.entries(catalogue.requirements)
  .filter(([, { untested }]) => untested === undefined)
  .map(([id, row]) => ({ id, ...row }));
const idsOf = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort();

test('--grep takes the tag of a level, and --project one SOAP version', async ({ cli }) => {
  const run = await cli.judge(nobody, '--grep', '@MUST', '--project', 'rmsi-soap12');
  expect(Object.keys(run.verdicts('rmsi-soap12')).sort()).toEqual(
    idsOf(checked.filter(({ level }) => level === 'MUST')),
  );
  expect(run.verdicts('rmsi-soap11')).toEqual({});
});

test('--grep takes the tag of a section, and two shards cover everything once', async ({ cli }) => {
  const wanted = checked.filter(({ section }) => section.startsWith('3.2.4.1'));
  const parts = [];
  for (const shard of ['1/2', '2/2']) {
    const run = await cli.judge(nobody, '--grep', '@3.2.4.1', '--shard', shard);
    expect(run.results.run.shard).toBe(shard);
    parts.push(run.results.verdicts.map(({ requirement, project }) => `${project} ${requirement}`));
  }
  expect(parts.every(part => part.length > 0)).toBe(true);
  expect(parts.flat().sort()).toEqual(
    ['rmsi-soap11', 'rmsi-soap12']
      .flatMap(project => idsOf(wanted).map(id => `${project} ${id}`))
      .sort(),
  );
});

test('--last-failed takes what failed, and nothing else', async ({ cli }) => {
  const target = await cli.reference({ statusOfSuccess: () => 202 });
  const out = cli.folder();
  const args = ['--project', 'rmsi-soap12', '--grep', 'success-status|header-present|key-not-null'];
  const first = await cli.judgeIn(out, ...cli.describe(target), ...args);
  expect(first.results.totals).toMatchObject({ pass: 4 - 1, fail: 1 });
  const second = await cli.judgeIn(out, ...cli.describe(target), '--last-failed');
  expect(second.folder).not.toBe(first.folder);
  expect(second.verdicts('rmsi-soap12')).toEqual({ 'rmsi.transport.success-status': 'fail' });
  expect(second.verdicts('rmsi-soap11')).toEqual({});
  expect(second.code).toBe(1);
});

test('Playwright alone judges the embedded reference server', async ({ cli }) => {
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const out = cli.folder();
  const ended = await command(
    [playwright, 'test', '--project=rmsi-soap12', '--grep', 'key-returned:', '--workers=1'],
    { ASSAY_RUN: join(out, 'a-run'), ASSAY_PLAYWRIGHT_OUTPUT: join(out, '.playwright') },
  );
  expect(ended.stdout + ended.stderr).not.toMatch(stackFrame);
  expect(ended.code).toBe(0);
  const run = readRun(ended, out);
  expect(run.results).toMatchObject({ exitCode: 0, target: { name: 'Assay reference server' } });
  expect(run.verdicts('rmsi-soap12')).toEqual({ 'rmsi.decommission.key-returned': 'pass' });
});
