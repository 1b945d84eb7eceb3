import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { test } from './run-cli.ts';

test('the newest run is shown again, and --json gives its results.json', async ({ cli }) => {
  const target = await cli.reference();
  const out = cli.folder();
  const run = await cli.judgeIn(
    out,
    ...cli.describe(target),
    '--grep',
    'rmsi.decommission.empty-params',
  );
  const shown = await cli.assay('report', '--out', out, '--no-page');
  expect({ code: shown.code, stderr: shown.stderr }).toEqual({ code: 0, stderr: '' });
  expect(shown.stdout).toContain('2 verdicts: 2 pass\n');
  const json = await cli.assay('report', run.folder, '--json');
  expect(JSON.parse(json.stdout)).toEqual(run.results);
});

test('no run, a folder without one, and a file that is no results.json are 3', async ({ cli }) => {
  const empty = cli.folder();
  const broken = join(cli.folder(), 'broken');
  mkdirSync(broken);
  writeFileSync(join(broken, 'results.json'), '{"format":1}');
  for (const { args, says } of [
    { args: ['--out', empty], says: /there is none\. Begin with/ },
    { args: [empty], says: /has no results\.json/ },
    { args: [broken], says: /Expected the results of a run in .*Run once more/ },
  ]) {
    const { code, stderr } = await cli.assay('report', ...args);
    expect({ args, code }).toEqual({ args, code: 3 });
    expect(stderr).toMatch(says);
  }
});
