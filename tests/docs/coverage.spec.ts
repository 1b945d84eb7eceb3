import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { readCoverage } from '../../cli/coverage.ts';
import { coverageFigures, renderCoverage } from '../../harness/report/coverage-document.ts';
import { root } from './markdown.ts';

test('docs/coverage.md is what `npx assay requirements --coverage docs/coverage.md` writes', async () => {
  const written = readFileSync(join(root, 'docs/coverage.md'), 'utf8');
  expect(written).toBe(renderCoverage(await readCoverage()));
});

test('more than 90 % of what binds a license server is checked, in at most 12 lines each', async () => {
  const { suites } = await readCoverage();
  const large = suites.filter(({ checked }) => checked.size > 100);
  expect(large.map(({ catalogue }) => catalogue.specification)).toEqual(['MS-RMSI', 'PlayReady']);
  for (const suite of large) {
    const { share, linesPerChecked } = coverageFigures(suite);
    expect.soft(share, suite.catalogue.specification).toBeGreaterThan(0.9);
    expect.soft(linesPerChecked, suite.catalogue.specification).toBeLessThanOrEqual(12);
  }
});

test('no suite does worse than the yardstick', async () => {
  const { suites, yardstick } = await readCoverage();
  for (const suite of suites) {
    const { share, linesPerChecked } = coverageFigures(suite);
    expect.soft(share, suite.catalogue.specification).toBeGreaterThan(yardstick.share);
    expect.soft(linesPerChecked, suite.catalogue.specification).toBeLessThan(yardstick.lines);
  }
});

test('rows and checks are told apart, and both are counted', async () => {
  const [rmsi] = (await readCoverage()).suites;
  const rows = Object.keys(rmsi?.catalogue.requirements ?? {}).length;
  expect(rmsi?.lines.catalogue).toBeGreaterThan(3 * rows);
  expect(rmsi?.lines.catalogue).toBeLessThan(5 * rows);
  expect(rmsi?.lines.checks).toBeGreaterThan(100);
});
