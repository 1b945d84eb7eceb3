import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { sampleFile } from '../extract/specifications.ts';
import { command, root } from './run-cli.ts';

const extract = (...args: readonly string[]) =>
  command([join(root, 'cli/bin.mjs'), 'extract', ...args]);

test('extract writes every file into a folder it makes, and says which', async ({}, testInfo) => {
  const out = testInfo.outputPath('new/schemas');
  const { code, stdout, stderr } = await extract('--spec', sampleFile, '--out', out);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readdirSync(out)).toHaveLength(8);
  expect(stdout).toContain('MS-RAIL 2.1 ');
  expect(stdout).toContain(
    '6.1: TicketService.wsdl, TicketService.xsd, TicketService.types.xsd (9',
  );
});

test('bad input ends with status 3 and one sentence, without a stack trace', async ({}, testInfo) => {
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
    const { code, stderr } = await extract(...args);
    expect({ args, code }).toEqual({ args, code: 3 });
    expect(stderr).toMatch(says);
    expect(stderr).not.toContain('    at ');
  }
});
