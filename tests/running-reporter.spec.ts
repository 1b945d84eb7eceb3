import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import type { JSONReport } from '@playwright/test/reporter';
import { command, root } from './cli/run-cli.ts';

const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
const reporters = `--reporter=dot,json,${join(root, 'tests/running-reporter.ts')}`;

/** `test` with a folder that no other run of Playwright empties. */
const test = base.extend<{ folder: string }>({
  // Playwright reads a fixture's dependencies off this pattern; there are none.
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'assay-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

/** Runs `tests` in one worker, with the reporters that CI has and less patience. */
async function run(folder: string, tests: string) {
  const counts = join(folder, 'counts.json');
  writeFileSync(join(folder, 'playwright.config.mjs'), 'export default { workers: 1 };');
  writeFileSync(
    join(folder, 'a.spec.mjs'),
    `import { test } from '${import.meta.resolve('@playwright/test')}';\n${tests.trim()}`,
  );
  const { code, stdout, stderr } = await command(
    [playwright, 'test', '--config', folder, reporters],
    {
      PLAYWRIGHT_JSON_OUTPUT_NAME: counts,
      LONG_TEST_SECONDS: '2',
      STUCK_RUN_SECONDS: '12',
    },
  );
  const { stats } = JSON.parse(readFileSync(counts, 'utf8')) as JSONReport;
  return {
    said: stdout + stderr,
    ended: { code, passed: stats.expected, failed: stats.unexpected },
  };
}

test('a test that blocks its worker is named and fails, and the others are run', async ({
  folder,
}) => {
  const { said, ended } = await run(
    folder,
    `
test('one', () => {});
test.describe('of some', () => {
  test('that never ends', () => {
    for (;;);
  });
});
test('another', () => {});`,
  );
  expect(ended, said).toEqual({ code: 1, passed: 2, failed: 1 });
  expect(said).toMatch(/a\.spec\.mjs:4 › of some › that never ends has been running for \d+ s\n/);
  expect(said).toMatch(/no test has begun or ended for \d+ s: killing 1 workers\n/);
});

test('a file that blocks its worker while it is loaded fails', async ({ folder }) => {
  const { said, ended } = await run(
    folder,
    `
if (process.env.TEST_WORKER_INDEX !== undefined) for (;;);
test('one', () => {});`,
  );
  expect(ended, said).toEqual({ code: 1, passed: 0, failed: 1 });
  expect(said).toMatch(/no test has begun or ended for \d+ s: killing 1 workers\n/);
  expect(said).not.toContain('has been running');
});

test('a run that goes on is let alone, though it lasts', async ({ folder }) => {
  const { said, ended } = await run(
    folder,
    `
for (const title of ['one', 'two', 'three', 'four', 'five'])
  test(title, () => new Promise(resolve => setTimeout(resolve, 3000)));`,
  );
  expect(ended, said).toEqual({ code: 0, passed: 5, failed: 0 });
  expect(said).toMatch(/a\.spec\.mjs:3 › one has been running for \d+ s\n/);
  expect(said).not.toContain('killing');
});
