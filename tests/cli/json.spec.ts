import { join } from 'node:path';
import { expect } from '@playwright/test';
import { sampleFile } from '../extract/specifications.ts';
import { test } from './run-cli.ts';

test('extract --json: the extraction alone on stdout, the rest on stderr', async ({ cli }) => {
  const out = cli.folder();
  const { code, stdout, stderr } = await cli.assay(
    'extract',
    '--spec',
    sampleFile,
    '--out',
    out,
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ specification: { name: 'MS-RAIL' } });
  expect(stderr).toContain(`-> ${out}`);
});

test('fixtures --json: what was written, by specification', async ({ cli }) => {
  const out = cli.folder();
  const args = ['--spec', 'rmsi', '--out', join(out, 'fixtures'), '--sets', join(out, 'sets')];
  const { code, stdout, stderr } = await cli.assay('fixtures', ...args, '--json');
  expect(code).toBe(0);
  const [{ specification, fixtures }] = JSON.parse(stdout) as [
    { specification: string; fixtures: { written: number } },
  ];
  expect(specification).toBe('rmsi');
  expect(stderr).toContain(`rmsi: ${fixtures.written} fixtures written`);
  expect(fixtures.written).toBeGreaterThan(50);
});

test('run --json: results.json on stdout, the summary on stderr', async ({ cli }) => {
  const target = await cli.reference();
  const args = [...cli.describe(target), '--only', 'rmsi.decommission.empty-params'];
  const run = await cli.judge(...args, '--project', 'rmsi-soap12', '--json');
  expect(run.code).toBe(0);
  expect(JSON.parse(run.stdout)).toEqual(run.results);
  expect(run.stderr).toContain('1 verdicts: 1 pass\n');
});
