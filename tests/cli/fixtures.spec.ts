import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';

const bin = fileURLToPath(new URL('../../cli/bin.mjs', import.meta.url));

function assay(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
}

test('fixtures writes one specification where it is told, and says how much', ({}, testInfo) => {
  const [out, sets] = [testInfo.outputPath('fixtures'), testInfo.outputPath('sets')];
  const { status, stdout, stderr } = assay(
    'fixtures',
    '--spec',
    'rmsi',
    '--out',
    out,
    '--sets',
    sets,
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(out)).toEqual(['rmsi']);
  expect(readdirSync(`${sets}/rmsi`)).toHaveLength(8);
  expect(stdout).toMatch(
    /^rmsi: \d+ fixtures written to .*fixtures \(\d+ changed\); 8 schema sets /,
  );
  const own = 'rmsi/DecommissionService/AcquireContentKey/soap11/minimal.xml';
  const committed = fileURLToPath(new URL(`../../fixtures/${own}`, import.meta.url));
  expect(readFileSync(`${out}/${own}`)).toEqual(readFileSync(committed));
});

test('bad input ends with status 3 and one sentence', ({}, testInfo) => {
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
    const { status, stderr } = assay('fixtures', ...args);
    expect({ args, status }).toEqual({ args, status: 3 });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('    at ');
  }
});
