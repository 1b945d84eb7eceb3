import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test as base } from '@playwright/test';
import { lastFailed } from '../../cli/last-failed.ts';
import { selectChecks } from '../../cli/select-checks.ts';
import { makeResults } from '../../harness/report/results.ts';
import { runFiles, writeRunFile, writeRunJson } from '../../harness/report/run-folder.ts';
import { resolveTarget } from '../../harness/target/resolve-target.ts';
import { UserError } from '../../harness/user-error.ts';
import type { VerdictRecord } from '../../harness/verdict/verdict.ts';
import type { Waiver } from '../../harness/verdict/waiver.ts';
import { catalogue } from '../../suites/rmsi/catalogue.ts';
import { recordWith, type GivenRecord } from '../verdict/records.ts';

const failed = 'rmsi.transport.success-status';
const other = 'rmsi.version.compared';
const soap12 = 'rmsi-soap12';

interface Runs {
  readonly out: string;
  /** Leaves a run of `target` there, named by a day. */
  readonly leave: (
    day: string,
    records: readonly VerdictRecord[],
    waivers?: readonly Waiver[],
    target?: string,
  ) => void;
}

const test = base.extend<{ runs: Runs }>({
  runs: async ({}, use, info) => {
    const out = info.outputPath('reports');
    mkdirSync(out);
    await use({
      out,
      leave(day, records, entries = [], target = 'ours') {
        const at = `${day}T00:00:00.000Z`;
        const run = {
          name: day,
          startedAt: at,
          finishedAt: at,
          strict: false,
          seed: 1,
          workers: 1,
        };
        const results = makeResults(
          run,
          { name: target, deployments: {}, insecure: false, reachable: true },
          [catalogue],
          records,
          { file: 'w.yaml', entries },
        );
        writeRunJson(join(out, day), runFiles.results, results);
      },
    });
  },
});

const record = (
  requirement: GivenRecord['requirement'],
  verdict: GivenRecord['verdict'],
  project = 'rmsi-soap11',
) => recordWith({ requirement, verdict, project });

test('what failed, warned or was blocked is taken, by project', ({ runs }) => {
  runs.leave('2026-01-01', [
    record(failed, 'fail'),
    record(failed, 'pass', soap12),
    record(other, 'blocked', soap12),
    record('rmsi.faults.null-argument', 'warn', soap12),
    record('rmsi.transport.https', 'inapplicable'),
    record('rmsi.decommission.key-type', 'waived'),
  ]);
  expect(lastFailed(runs.out, 'ours')).toEqual({
    'rmsi-soap11': [failed],
    [soap12]: ['rmsi.faults.null-argument', other],
  });
});

test('a waiver that was wrong is taken, where it speaks of the project', ({ runs }) => {
  const waiver = { reason: 'r', owner: 'o', expires: '2999-01-01' };
  runs.leave(
    '2026-01-01',
    [failed, other].flatMap(id => [
      record(id as typeof failed, 'pass'),
      record(id as typeof failed, 'pass', soap12),
    ]),
    [
      { ...waiver, requirement: failed },
      { ...waiver, requirement: other, project: soap12 },
    ],
  );
  expect(lastFailed(runs.out, 'ours')).toEqual({
    'rmsi-soap11': [failed],
    [soap12]: [failed, other],
  });
});

test('the last run of this target counts, whatever lies beside it', ({ runs }) => {
  runs.leave('2026-01-01', [record(other, 'fail')]);
  runs.leave('2026-01-02', [record(failed, 'fail')]);
  runs.leave('2026-01-03', [record(other, 'fail')], [], 'theirs');
  mkdirSync(join(runs.out, '2026-01-04'));
  writeRunFile(join(runs.out, '2026-01-05'), runFiles.results, '{ "target": { "name": "ours" } }');
  writeRunFile(join(runs.out, '2026-01-06'), runFiles.results, '{');
  expect(lastFailed(runs.out, 'ours')).toEqual({ 'rmsi-soap11': [failed] });
});

test('without a run, or when all was green, a sentence says so', ({ runs }) => {
  expect(() => lastFailed(runs.out, 'ours')).toThrow(UserError);
  expect(() => lastFailed(runs.out, 'ours')).toThrow(/^Expected an earlier run of ours below /);
  expect(() => lastFailed(join(runs.out, 'none'), 'ours')).toThrow(/there is none/);
  runs.leave('2026-01-01', [record(failed, 'pass'), record(other, 'waived')]);
  expect(() => lastFailed(runs.out, 'ours')).toThrow(UserError);
  expect(() => lastFailed(runs.out, 'ours')).toThrow(
    /^Nothing failed, warned or was blocked in the last run of ours \(.*2026-01-01\)/,
  );
});

const ours = resolveTarget(
  { name: 'ours', deployments: { normal: 'http://127.0.0.1:1/_wmcs' } },
  '.',
);

test('--last-failed intersects with the other options', ({ runs: { out, leave } }) => {
  leave('2026-01-01', [record(failed, 'fail'), record(other, 'blocked', soap12)]);
  expect(selectChecks({ out, lastFailed: true, only: ['rmsi.version.*'] }, ours)).toEqual({
    'rmsi-soap11': [],
    [soap12]: [other],
  });
  expect(selectChecks({ out, lastFailed: true }, ours)).toEqual({
    'rmsi-soap11': [failed],
    [soap12]: [other],
  });
  expect(selectChecks({ out }, ours)).toBeUndefined();
  expect(() =>
    selectChecks({ out, lastFailed: true, only: ['rmsi.decommission.*'] }, ours),
  ).toThrow(/^No check was selected: nothing that --last-failed takes/);
});
