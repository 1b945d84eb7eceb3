import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { catalogue } from '../../suites/rmsi/catalogue.ts';
import { stackFrame, test, type Judged } from './run-cli.ts';

// What is selected shows without a server: everything is blocked, in a row of its own.
const nobody = 'http://no-such-host.invalid/_wmcs';
const unreached = 4;

const checked = Object.entries(catalogue.requirements)
  .filter(([, { untested }]) => untested === undefined)
  .map(([id, row]) => ({ id, ...row }));
const decided = ({ results }: Judged) =>
  results.verdicts.map(({ requirement, project }) => `${project} ${requirement}`).sort();

test('--only, --section, --level, --grep, --project and --shard intersect', async ({ cli }) => {
  const wanted = checked
    .filter(({ id }) => id.startsWith('rmsi.version.') || id === 'rmsi.decommission.key-type')
    .filter(({ section }) => section === '3.1.4.1' || section.startsWith('3.2'))
    .filter(({ level }) => level === 'MUST')
    .filter(({ id }) => /m/.test(id.slice('rmsi.'.length)))
    .map(({ id }) => `rmsi-soap11 ${id}`)
    .sort();
  expect(wanted.length).toBeGreaterThan(2);
  const options = [
    ...['--only', 'rmsi.version.*,rmsi.decommission.key-type'],
    ...['--section', '3.1.4.1', '3.2', '--level', 'MUST'],
    ...['--grep', String.raw`rmsi\.[^:]*m[^:]*:`, '--project', 'rmsi-soap11'],
  ];
  const parts: string[][] = [];
  for (const shard of ['1/2', '2/2']) {
    const run = await cli.judge(nobody, ...options, '--shard', shard);
    expect(run.code).toBe(unreached);
    expect(run.stdout).toContain(`${run.results.verdicts.length} checks with`);
    parts.push(decided(run));
  }
  expect(parts.flat().sort()).toEqual(wanted);
  // What is selected is split, not what there is.
  expect(Math.abs((parts[0]?.length ?? 0) - (parts[1]?.length ?? 0))).toBeLessThanOrEqual(1);
});

test('hundreds of checks are handed over as well as one', async ({ cli }) => {
  const all = await cli.judge(nobody, '--only', ...checked.map(({ id }) => id));
  expect(all.results.verdicts).toHaveLength(2 * checked.length);
  const one = await cli.judge(nobody, '--only', 'rmsi.version.compared');
  expect(decided(one)).toEqual(
    ['rmsi-soap11', 'rmsi-soap12'].map(project => `${project} rmsi.version.compared`),
  );
});

for (const [what, options, message] of [
  ['an unknown id', ['--only', 'rmsi.version.comparde'], /Did you mean rmsi\.version\.compared\?/],
  ['a section without checks', ['--section', '9.9'], /Expected a section with checks/],
  ['a section that is none', ['--section', 'three'], /Expected the number of a section/],
  ['a level that is none', ['--level', 'MIGHT'], /Allowed choices are MUST, SHOULD, MAY/],
  ['a URL behind --only', ['--only', 'rmsi.version.compared', nobody], /Expected no URL here/],
  [
    'options with nothing in common',
    ['--section', '2.1', '--only', 'rmsi.version.*'],
    /No check was selected/,
  ],
  ['two words on what fails', ['--strict', '--fail-on', 'must'], /cannot be used with/],
  ['--last-failed before any run', ['--last-failed'], /Expected an earlier run of/],
] as const)
  test(`${what} is told before a run begins`, async ({ cli }) => {
    const out = join(cli.folder(), 'out');
    const ended = await cli.assay('run', nobody, '--out', out, ...options);
    expect(ended.code).toBe(3);
    expect(ended.stderr).toMatch(message);
    expect(ended.stderr).not.toMatch(stackFrame);
    expect(existsSync(out)).toBe(false);
  });

test('what --grep leaves of what was selected may be nothing, which is no success', async ({
  cli,
}) => {
  const ended = await cli.assay(
    ...[
      'run',
      nobody,
      '--out',
      cli.folder(),
      '--only',
      'rmsi.version.compared',
      '--grep',
      'faults',
    ],
  );
  expect(ended.code).toBe(3);
  expect(ended.stderr).toContain('No check was selected');
});
