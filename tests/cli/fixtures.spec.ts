import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { command, root } from './run-cli.ts';

const fixtures = (...args: readonly string[]) =>
  command([join(root, 'cli/bin.mjs'), 'fixtures', ...args]);

test('fixtures writes one specification where it is told, and says how much', async ({}, testInfo) => {
  const [out, sets] = [testInfo.outputPath('fixtures'), testInfo.outputPath('sets')];
  const args = ['--spec', 'rmsi', '--out', out, '--sets', sets];
  const { code, stdout, stderr } = await fixtures(...args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readdirSync(out)).toEqual(['rmsi']);
  expect(readdirSync(`${sets}/rmsi`)).toHaveLength(8);
  expect(stdout).toMatch(
    /^rmsi: \d+ fixtures written to .*fixtures \(\d+ changed\); 8 schema sets /,
  );
  const own = 'rmsi/DecommissionService/AcquireContentKey/soap11/minimal.xml';
  const committed = join(root, 'fixtures', own);
  expect(readFileSync(`${out}/${own}`)).toEqual(readFileSync(committed));
});

test('bad input ends with status 3 and one sentence', async ({}, testInfo) => {
  const file = testInfo.outputPath('file');
  mkdirSync(testInfo.outputDir, { recursive: true });
  writeFileSync(file, '');
  for (const { args, says } of [
    {
      args: ['--spec', 'rmsx'],
      says: /^assay: Expected --spec to be one of rmsi, rmpr; it is "rmsx"\.\n$/,
    },
    { args: ['--out', file], says: /^assay: Can't write to .*; pass a writable folder\.\n$/ },
    { args: ['--owt', file], says: /^error: unknown option '--owt'/ },
  ]) {
    const { code, stderr } = await fixtures(...args);
    expect({ args, code }).toEqual({ args, code: 3 });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('    at ');
  }
});
