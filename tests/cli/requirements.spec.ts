import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { sampleFile } from '../extract/specifications.ts';
import { command, root } from './run-cli.ts';

const requirements = (...args: readonly string[]) =>
  command([join(root, 'cli/bin.mjs'), 'requirements', ...args]);

test('--coverage writes the document without a specification, and says where', async ({}, testInfo) => {
  const file = testInfo.outputPath('new/coverage.md');
  const { code, stdout, stderr } = await requirements('--coverage', file);
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: `coverage: ${file}\n`,
    stderr: '',
  });
  expect(readFileSync(file, 'utf8')).toMatch(/^# Coverage\n[\s\S]*\n## MS-RMSI 13\.0\n/);
});

test('neither, a foreign specification and a file that cannot be written are refused in a sentence', async () => {
  for (const { args, says } of [
    { args: [], says: /^assay: Expected --spec FILE, .* or --coverage FILE, .*\n$/ },
    { args: ['--spec', sampleFile], says: /^assay: Expected a specification .* is MS-RAIL\.\n$/ },
    {
      args: ['--coverage', `${sampleFile}/coverage.md`],
      says: /^assay: Expected a file that can be written; .*(?:EEXIST|ENOTDIR).*\n$/,
    },
  ]) {
    const { code, stderr } = await requirements(...args);
    expect({ args, code }).toEqual({ args, code: 3 });
    expect(stderr).toMatch(says);
  }
});

test('the document and its catalogue agree, whole', async () => {
  const specification = `${root}/../shared/specs/MS-RMSI.md`;
  test.skip(
    !existsSync(specification),
    'MS-RMSI.md is not in ../shared/specs; what a difference is, is tested in tests/extract',
  );
  const { code, stdout } = await requirements('--spec', specification);
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout:
      'MS-RMSI 13.0: 118 normative sentences, 0 uncovered, 0 rows whose sentence has changed\n',
  });
});
