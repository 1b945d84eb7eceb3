import { cpSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { conforming } from '../../reference/rms/behaviour.ts';
import type { Results } from '../../harness/report/results.ts';
import { findJava } from '../../harness/tools/find-tool.ts';
import { casesBelow, embeddedFiles, type TreeNode } from '../report/report-files.ts';
import { comparable, readResults } from './compare-results.ts';
import { command, root, test as base, type Ended, type Judged } from './run-cli.ts';

// The runs below are made once and looked at by several tests.
base.describe.configure({ mode: 'default' });

const failing = 'rmsi.transport.success-status';
const warned = 'rmsi.faults.null-argument';
const blocked = 'rmsi.transport.https';
const few = `${failing}|${warned}|${blocked}|rmsi.decommission.not-decommissioned`;

interface Runs {
  readonly runs: {
    readonly whole: Judged;
    readonly shards: readonly string[];
  };
  readonly merged: { readonly ended: Ended; readonly folder: string; readonly results: Results };
}

const test = base.extend<object, Runs>({
  runs: [
    async ({ cli }, use) => {
      const target = await cli.reference({
        statusOfSuccess: () => 202,
        exceptionName: refusal => conforming.exceptionName(refusal).replace('Null', 'Nil'),
      });
      const args = [
        ...cli.describe(target, 'decommissioned-https'),
        ...['--grep', few, '--seed', '7'],
      ];
      const whole = await cli.judge(...args);
      const shards: string[] = [];
      for (const shard of ['1/3', '2/3', '3/3'])
        shards.push((await cli.judge(...args, '--shard', shard)).folder);
      await use({ whole, shards });
    },
    { scope: 'worker' },
  ],
  merged: [
    async ({ cli, runs }, use) => {
      const folder = join(cli.folder(), 'merged');
      const ended = await cli.assay('merge', ...runs.shards, '--out', folder);
      await use({ ended, folder, results: readResults(folder) });
    },
    { scope: 'worker' },
  ],
});

test('merged shards say what the run in one piece says, field by field', ({ runs, merged }) => {
  const { whole } = runs;
  expect(whole.results.totals).toMatchObject({ fail: 2, warn: 2, blocked: 2, pass: 2 });
  expect(comparable(merged.results)).toEqual(comparable(whole.results));
  expect(merged.results.run.merged).toEqual({ shards: 3, missing: [] });
  expect(merged.ended.code).toBe(whole.code);
  expect(merged.ended.stdout).toContain('not conformant (exit 1)');
  expect(merged.results.run.startedAt < merged.results.run.finishedAt).toBe(true);
});

test('evidence lies where the merged results say', ({ merged }) => {
  const paths = merged.results.verdicts.flatMap(({ evidence }) => evidence);
  expect(paths.length).toBeGreaterThan(10);
  expect(paths.filter(path => !existsSync(join(merged.folder, path)))).toEqual([]);
});

test('junit.xml and summary.md are those of the whole run', ({ runs, merged }) => {
  const differing =
    / (?:time|timestamp)="[^"]*"|\d\d-curl\.sh|^Run [^,]*,|^Issued on the server.*$/gm;
  const read = (folder: string, name: string): string =>
    readFileSync(join(folder, name), 'utf8').replace(differing, '');
  for (const name of ['junit.xml', 'summary.md'])
    expect(read(merged.folder, name)).toBe(read(runs.whole.folder, name));
  const summary = read(merged.folder, 'summary.md');
  expect(summary).toContain(`| fail | MUST | \`${failing}\` |`);
});

test('one Allure report counts all shards', ({ merged }) => {
  test.skip(findJava(process.env) === undefined, 'Without Java there is no Allure report.');
  const page = join(merged.folder, 'allure-report', 'index.html');
  const embedded = embeddedFiles(readFileSync(page, 'utf8'));
  expect(JSON.parse(embedded.get('widgets/summary.json') ?? '')).toMatchObject({
    statistic: { passed: 2, failed: 2, broken: 2, skipped: 2, unknown: 0, total: 8 },
  });
  const tree = JSON.parse(embedded.get('data/categories.json') ?? '') as TreeNode;
  const counts = tree.children?.map(({ name, children = [] }) => [
    name,
    casesBelow(children).length,
  ]);
  expect(Object.fromEntries(counts ?? [])).toEqual({
    'Broken MUST': 2,
    'Broken SHOULD (warning)': 2,
    'Blocked: could not be decided': 2,
  });
});

test("Playwright merges the shards' blob reports, with the same tests failing", async ({
  merged,
}) => {
  const blobs = join(merged.folder, 'blob-report');
  expect(readdirSync(blobs)).toHaveLength(3);
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const report = test.info().outputPath('report.json');
  const { stdout, stderr } = await command([cli, 'merge-reports', '--reporter=json', blobs], {
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  expect(JSON.parse(readFileSync(report, 'utf8')), stdout + stderr).toMatchObject({
    stats: { expected: 2, unexpected: 2, skipped: 4, flaky: 0 },
  });
});

test('a shard that is missing is refused: 3, or merged as incomplete', async ({ cli, runs }) => {
  const [first = '', , third = ''] = runs.shards;
  const out = join(cli.folder(), 'merged');
  const refused = await cli.assay('merge', first, third, '--out', out);
  expect(refused.code).toBe(3);
  expect(refused.stderr).toMatch(/^assay: Expected 3 shards; not there: 2\/3\. Run them .*\n$/);
  expect(existsSync(out)).toBe(false);
  const args = ['merge', first, third, '--incomplete', '--no-report', '--out', out];
  expect((await cli.assay(...args)).code).toBe(1);
  const results = readResults(out);
  expect(results.run.merged).toEqual({ shards: 3, missing: ['2/3'] });
  expect(results.verdicts.length).toBeLessThan(runs.whole.results.verdicts.length);
  expect(readFileSync(join(out, 'summary.md'), 'utf8')).toContain('Shards that are missing: 2/3.');
});

test('runs are found below a folder; a folder in use, without runs, or with a whole run is refused', async ({
  cli,
  runs,
  merged,
}) => {
  const refusals = [
    [[merged.folder, '--out', merged.folder], 'Expected a new or empty folder for --out'],
    [[cli.folder(), '--out', 'reports/none'], 'Expected the folder of a run'],
    [[runs.whole.folder, '--out', 'reports/none'], 'it is a whole run, with nothing to merge'],
    [[...runs.shards, merged.folder, '--out', 'reports/none'], 'it is a whole run'],
  ] as const;
  for (const [args, message] of refusals) {
    const { code, stderr } = await cli.assay('merge', ...args);
    expect.soft(code, message).toBe(3);
    expect.soft(stderr).toContain(message);
  }
});

test('evidence that did not come along is missed', async ({ cli, runs, merged }) => {
  const [first = '', ...others] = runs.shards;
  const copy = join(cli.folder(), 'shard');
  cpSync(first, copy, { recursive: true });
  const lost = merged.results.verdicts
    .flatMap(({ evidence }) => evidence)
    .find(path => existsSync(join(copy, path)));
  rmSync(join(copy, lost ?? ''));
  const out = join(cli.folder(), 'merged');
  const { code, stderr } = await cli.assay('merge', copy, ...others, '--out', out);
  expect(code).toBe(3);
  expect(stderr).toContain(`Expected ${lost ?? ''} in ${copy}`);
  expect(existsSync(out)).toBe(false);
});
