import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@playwright/test';
import { sampleFile } from '../extract/specifications.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

function requirements(...args: string[]) {
  return spawnSync(process.execPath, [`${root}/cli/bin.mjs`, 'requirements', ...args], {
    encoding: 'utf8',
  });
}

test('--coverage writes the document without a specification, and says where', ({}, testInfo) => {
  const file = testInfo.outputPath('new/coverage.md');
  const { status, stdout, stderr } = requirements('--coverage', file);
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: `coverage: ${file}\n`,
    stderr: '',
  });
  expect(readFileSync(file, 'utf8')).toMatch(/^# Coverage\n[\s\S]*\n## MS-RMSI 13\.0\n/);
});

test('neither, a foreign specification and a file that cannot be written are refused in a sentence', () => {
  for (const { args, says } of [
    { args: [], says: /^assay: Expected --spec FILE, .* or --coverage FILE, .*\n$/ },
    { args: ['--spec', sampleFile], says: /^assay: Expected a specification .* is MS-RAIL\.\n$/ },
    {
      args: ['--coverage', `${sampleFile}/coverage.md`],
      says: /^assay: Expected a file that can be written; .*(?:EEXIST|ENOTDIR).*\n$/,
    },
  ]) {
    const { status, stderr } = requirements(...args);
    expect({ args, status }).toEqual({ args, status: 3 });
    expect(stderr).toMatch(says);
  }
});

test('the document and its catalogue agree, whole', () => {
  const specification = `${root}/../shared/specs/MS-RMSI.md`;
  test.skip(
    !existsSync(specification),
    'MS-RMSI.md is not in ../shared/specs; what a difference is, is tested in tests/extract',
  );
  const { status, stdout } = requirements('--spec', specification);
  expect({ status, stdout }).toEqual({
    status: 0,
    stdout:
      'MS-RMSI 13.0: 118 normative sentences, 0 uncovered, 0 rows whose sentence has changed\n',
  });
});
