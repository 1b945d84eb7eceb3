import { expect, test } from '@playwright/test';
import { createRedactor } from '../../harness/report/redact.ts';
import { makeResults, type Results } from '../../harness/report/results.ts';
import { assayVersion } from '../../harness/report/version.ts';
import { summarise } from '../../harness/report/summary.ts';
import { complaintsAboutResults } from '../../harness/report/validate-results.ts';
import type { Outcome } from '../../harness/verdict/decide.ts';
import { makeRecord } from '../../harness/verdict/record.ts';
import { catalogue, type RmsiRequirementId } from '../../suites/rmsi/catalogue.ts';

const run = {
  name: '2026-01-01T00-00-00-000Z',
  startedAt: '2026-01-01T00:00:00.000Z',
  finishedAt: '2026-01-01T00:01:00.000Z',
  strict: false,
  seed: 5,
  workers: 2,
};
const target = {
  name: 'a server',
  deployments: { decommissioned: 'http://127.0.0.1/_wmcs' },
  insecure: false,
  reachable: true,
};
const broken: Outcome = { kind: 'broken', findings: [{ expected: 'a', actual: 'b' }] };
const blocked: Outcome = { kind: 'blocked', code: 'no-fault', reason: 'None came.\nNever.' };

function resultsOf(
  outcomes: readonly (readonly [RmsiRequirementId, string, Outcome])[],
  notes: readonly string[] = [],
): Results {
  const records = outcomes.map(([requirement, project, outcome]) =>
    makeRecord(
      catalogue,
      requirement,
      outcome,
      { project, notes, evidence: [], exchanges: 0, durationMs: 0 },
      createRedactor(),
    ),
  );
  return makeResults(run, target, [catalogue], records);
}

const mixed = resultsOf([
  ['rmsi.version.header-present', 'rmsi-soap12', blocked],
  ['rmsi.transport.success-status', 'rmsi-soap11', broken],
  ['rmsi.version.header-present', 'rmsi-soap11', blocked],
  ['rmsi.faults.null-argument', 'rmsi-soap11', broken],
  ['rmsi.version.compared', 'rmsi-soap11', { kind: 'kept' }],
]);

test('rows are sorted by requirement and project, and counted', () => {
  expect(mixed.verdicts.map(({ requirement, project }) => `${requirement} ${project}`)).toEqual([
    'rmsi.faults.null-argument rmsi-soap11',
    'rmsi.transport.success-status rmsi-soap11',
    'rmsi.version.compared rmsi-soap11',
    'rmsi.version.header-present rmsi-soap11',
    'rmsi.version.header-present rmsi-soap12',
  ]);
  expect(mixed.totals).toEqual({
    pass: 1,
    fail: 1,
    warn: 1,
    blocked: 2,
    inapplicable: 0,
    waived: 0,
  });
  expect(mixed.exitCode).toBe(1);
});

test('the catalogue is counted whole, whatever ran', () => {
  const rows = Object.values(catalogue.requirements);
  const server = rows.filter(({ actor }) => actor === 'server');
  expect(mixed.specifications).toMatchObject([
    {
      name: 'MS-RMSI',
      revision: '13.0',
      requirements: rows.length,
      server: server.length,
      checked: server.filter(({ untested }) => untested === undefined).length,
    },
  ]);
  expect(mixed.untested.every(({ reason }) => reason.length > 0)).toBe(true);
  expect(mixed.untested).toHaveLength(rows.filter(({ untested }) => untested !== undefined).length);
  expect(mixed.assay.version).toBe(assayVersion());
});

test('two runs of one catalogue can be told to have asked the same', () => {
  const digest = (results: Results) => results.specifications[0]?.catalogueDigest;
  expect(digest(mixed)).toBe(digest(resultsOf([])));
  const other = makeResults(run, target, [{ ...catalogue, revision: '14.0' }], []);
  expect(digest(other)).not.toBe(digest(mixed));
});

test('what is written is valid by the committed schema', () => {
  expect(complaintsAboutResults(mixed)).toEqual([]);
  expect(complaintsAboutResults(resultsOf([]))).toEqual([]);
});

for (const [what, spoil] of [
  ['an unknown verdict', { verdict: 'passed' }],
  ['an unknown level', { level: 'MIGHT' }],
  ['a blocked code that is not on the list', { blocked: { code: 'tired', reason: 'r' } }],
  ['a key that nobody knows', { colour: 'red' }],
  ['a finding without what came', { findings: [{ expected: 'a' }] }],
] as const)
  test(`the schema refuses ${what}`, () => {
    const [first] = mixed.verdicts;
    const spoiled = { ...mixed, verdicts: [{ ...first, ...spoil }] };
    expect(complaintsAboutResults(spoiled)).not.toEqual([]);
  });

test('the summary shows every verdict that is no pass, and groups what is blocked', () => {
  const lines = summarise(mixed).split('\n');
  expect(lines).toContain('FAIL  rmsi.transport.success-status [rmsi-soap11]');
  expect(lines).toContain('WARN  rmsi.faults.null-argument [rmsi-soap11]');
  expect(lines.filter(line => line.startsWith('BLOCKED'))).toEqual([
    'BLOCKED  no-fault: None came.',
  ]);
  const after = lines[lines.indexOf('BLOCKED  no-fault: None came.') + 1];
  expect(after?.trim()).toBe('rmsi.version.header-present');
  expect(lines.join('\n')).not.toContain('rmsi.version.compared');
  expect(lines.slice(-3)[0]).toBe('5 verdicts: 1 pass, 1 fail, 1 warn, 2 blocked');
  expect(lines.at(-1)).toBe('a server: not conformant (exit 1)');
});

test('the summary shows notes', () => {
  const summary = summarise(
    resultsOf([['rmsi.version.compared', 'rmsi-soap11', { kind: 'kept' }]], ['It was odd.']),
  );
  expect(summary).toContain('NOTE  rmsi.version.compared [rmsi-soap11]: It was odd.');
  expect(summary).toMatch(/conformant: .* \(exit 0\)$/);
});

test('a run without verdicts says so', () => {
  expect(summarise(resultsOf([]))).toMatch(/^0 verdicts: none\n[\s\S]*\(exit 3\)$/);
});

test('what a server said makes a terminal do nothing', () => {
  const actual = 'a \u001b[2J\u009b31m\u202etxet\u2028b';
  const said: Outcome = { kind: 'broken', findings: [{ expected: 'a', actual }] };
  const summary = summarise(resultsOf([['rmsi.transport.success-status', 'rmsi-soap11', said]]));
  expect(summary).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
  expect(summary).toContain('\ufffdtxet\ufffdb');
});
