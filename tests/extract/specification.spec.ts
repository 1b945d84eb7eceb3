import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readSpecification } from '../../harness/extract/specification.ts';
import { UserError } from '../../harness/user-error.ts';
import { sampleFile } from './specifications.ts';

test('a specification is known by name, latest revision, date and digest', () => {
  expect(readSpecification(sampleFile)).toEqual({
    name: 'MS-RAIL',
    revision: '2.1',
    date: '2024-02-03',
    file: 'MS-RAIL.md',
    sha256: createHash('sha256').update(readFileSync(sampleFile)).digest('hex'),
    markdown: readFileSync(sampleFile, 'utf8'),
  });
});

test('a missing file, a folder and other documents are refused with what to do', ({}, testInfo) => {
  const write = (name: string, text: string): string => {
    const path = testInfo.outputPath(name);
    writeFileSync(path, text);
    return path;
  };
  const read = (path: string) => () => readSpecification(path);
  expect(read('no/such.md')).toThrow(UserError);
  expect(read('no/such.md')).toThrow(/^There is no specification file no\/such\.md; pass /);
  expect(read(testInfo.project.testDir)).toThrow(/can't be read \(EISDIR\); pass a readable/);
  expect(read(write('a.md', '# Notes\n'))).toThrow(/with a title such as .* has none; pass/);
  expect(read(write('b.md', '# [MS-RAIL]: Rail\n| 2/3/2024 | 2.1 | x |\n'))).toThrow(
    /Expected a section "Revision History" .* found none; pass/,
  );
});
