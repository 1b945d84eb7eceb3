import { expect } from '@playwright/test';
import { catalogues } from '../../cli/suites.ts';
import type { Requirement } from '../../harness/verdict/requirement.ts';
import { test } from './run-cli.ts';

const rows: readonly (readonly [string, Requirement])[] = catalogues.flatMap(({ requirements }) =>
  Object.entries(requirements),
);

test('every requirement once, and how many have a check', async ({ cli }) => {
  const { code, stdout, stderr } = await cli.assay('list');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const lines = stdout.trimEnd().split('\n');
  expect(lines.slice(0, -1).map(line => line.split(' ')[0])).toEqual(rows.map(([id]) => id));
  const checked = rows.filter(([, { untested }]) => untested === undefined).length;
  expect(lines.at(-1)).toBe(`${rows.length} requirements, ${checked} with a check`);
});

test('--section takes what lies below too, --level a level, and --json whole rows', async ({
  cli,
}) => {
  const { stdout } = await cli.assay('list', '--section', '3.2.4', '--level', 'MUST', '--json');
  const wanted = rows.filter(
    ([, { section, level }]) => section.startsWith('3.2.4.') && level === 'MUST',
  );
  expect(wanted.length).toBeGreaterThan(3);
  const listed = JSON.parse(stdout) as { requirement: string; statement: string }[];
  expect(listed.map(({ requirement }) => requirement)).toEqual(wanted.map(([id]) => id));
  expect(listed[0]?.statement).toBe(wanted[0]?.[1].statement);
});

test('a section that there is not is a 3 that names those that there are', async ({ cli }) => {
  const { code, stdout, stderr } = await cli.assay('list', '--section', '99');
  expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
  expect(stderr).toMatch(/^assay: Expected a section .* found "99"\. There are 2\.1, .*\n$/);
});

test('--untested gives the reasons', async ({ cli }) => {
  const { stdout } = await cli.assay('list', '--untested');
  const [id, row] = rows.find(([, { untested }]) => untested !== undefined) ?? [];
  expect(stdout.split('\n').find(line => line.startsWith(`${id ?? ''} `))).toContain(
    row?.untested ?? '?',
  );
});
