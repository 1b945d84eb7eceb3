import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { JSONReport } from '@playwright/test/reporter';
import { command, root } from './cli/run-cli.ts';

const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
const reporters = `--reporter=dot,json,${join(root, 'tests/running-reporter.ts')}`;

/** Runs `tests` in one worker, with the reporters that CI has and less patience. */
async function run(folder: string, tests: string) {
  const counts = join(folder, 'counts.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'playwright.config.mjs'), 'export default { workers: 1 };');
  writeFileSync(
    join(folder, 'a.spec.mjs'),
    `import { test } from '@playwright/test';\n${tests.trim()}`,
  );
  const { code, stderr } = await command([playwright, 'test', '--config', folder, reporters], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: counts,
    LONG_TEST_SECONDS: '2',
    STUCK_RUN_SECONDS: '8',
  });
  const { stats } = JSON.parse(readFileSync(counts, 'utf8')) as JSONReport;
  return { code, stderr, passed: stats.expected, failed: stats.unexpected };
}

test('a test that blocks its worker is named and fails, and the others are run', async ({}, testInfo) => {
  const { stderr, ...ended } = await run(
    testInfo.outputPath('blocked'),
    `
test('one', () => {});
test.describe('of some', () => {
  test('that never ends', () => {
    for (;;);
  });
});
test('another', () => {});`,
  );
  expect(ended).toEqual({ code: 1, passed: 2, failed: 1 });
  expect(stderr).toMatch(/a\.spec\.mjs:4 › of some › that never ends has been running for \d+ s\n/);
  expect(stderr).toMatch(/no test has begun or ended for \d+ s: killing 1 workers\n/);
});

test('a file that blocks its worker while it is loaded fails', async ({}, testInfo) => {
  const { stderr, ...ended } = await run(
    testInfo.outputPath('loading'),
    `
if (process.env.TEST_WORKER_INDEX !== undefined) for (;;);
test('one', () => {});`,
  );
  expect(ended).toEqual({ code: 1, passed: 0, failed: 1 });
  expect(stderr).toMatch(/no test has begun or ended for \d+ s: killing 1 workers\n/);
  expect(stderr).not.toContain('has been running');
});

test('a run that goes on is let alone, though it lasts', async ({}, testInfo) => {
  const { stderr, ...ended } = await run(
    testInfo.outputPath('slow'),
    `
for (const title of ['one', 'two', 'three', 'four'])
  test(title, () => new Promise(resolve => setTimeout(resolve, 3000)));`,
  );
  expect(ended).toEqual({ code: 0, passed: 4, failed: 0 });
  expect(stderr).toMatch(/a\.spec\.mjs:3 › one has been running for \d+ s\n/);
  expect(stderr).not.toContain('killing');
});
