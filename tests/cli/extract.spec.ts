import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { sampleFile } from '../extract/specifications.ts';

const bin = fileURLToPath(new URL('../../cli/bin.mjs', import.meta.url));

function assay(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [bin, ...args], { encoding: 'utf8' });
}

test('extract writes every file into a folder it makes, and says which', ({}, testInfo) => {
  const out = testInfo.outputPath('new/schemas');
  const { status, stdout, stderr } = assay('extract', '--spec', sampleFile, '--out', out);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(readdirSync(out)).toHaveLength(8);
  expect(stdout).toContain('MS-RAIL 2.1 ');
  expect(stdout).toContain(
    '6.1: TicketService.wsdl, TicketService.xsd, TicketService.types.xsd (9',
  );
});

test('bad input ends with status 3 and one sentence, without a stack trace', ({}, testInfo) => {
  const file = testInfo.outputPath('file');
  mkdirSync(testInfo.outputDir, { recursive: true });
  writeFileSync(file, '');
  for (const { args, says } of [
    { args: ['--spec', 'no.md', '--out', 'x'], says: /^assay: There is no specification .*\n$/ },
    { args: ['--spec', sampleFile, '--out', file], says: /^assay: Can't write to .*EEXIST.*\n$/ },
    { args: ['--spec', sampleFile], says: /^error: required option '--out <folder>'/ },
    {
      args: ['--spec', sampleFile, '--out', 'x', '--owt'],
      says: /^error: unknown option '--owt'\n\(Did you mean --out\?\)/,
    },
  ]) {
    const { status, stderr } = assay('extract', ...args);
    expect({ args, status }).toEqual({ args, status: 3 });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('    at ');
  }
});
