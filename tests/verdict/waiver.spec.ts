import { expect, test } from '@playwright/test';
import { complaintsAboutResults } from '../../harness/report/validate-results.ts';
import { makeResults } from '../../harness/report/results.ts';
import type { Verdict, VerdictRecord } from '../../harness/verdict/verdict.ts';
import { waiverErrors } from '../../harness/verdict/waiver-errors.ts';
import { showsEvidence, waive, type Waiver } from '../../harness/verdict/waiver.ts';
import { catalogue } from '../../suites/rmsi/catalogue.ts';
import { recordWith } from './records.ts';

const must = 'rmsi.transport.success-status';
const started = '2027-03-31T12:00:00.000Z';

const waiver: Waiver = {
  requirement: must,
  reason: 'Mended in 4.2.',
  owner: 'a team',
  expires: '2027-03-31',
};
const findings = [{ expected: 'HTTP 200', actual: 'HTTP 202' }];
const record = (verdict: Verdict, project = 'rmsi-soap11'): VerdictRecord =>
  recordWith({ requirement: must, project, verdict, findings });

test('a broken rule that a waiver covers is waived, says what it would be, and keeps its findings', () => {
  for (const verdict of ['fail', 'warn'] as const) {
    const broken = record(verdict);
    const { reason, owner, expires } = waiver;
    expect(waive(broken, [waiver], started)).toEqual({
      ...broken,
      verdict: 'waived',
      waived: { insteadOf: verdict, reason, owner, expires },
    });
  }
});

for (const [what, given] of [
  ['another requirement', { ...waiver, requirement: 'rmsi.transport.https' }],
  ['another project', { ...waiver, project: 'rmsi-soap12' }],
  ['a day that has passed', { ...waiver, expires: '2027-03-30' }],
  ['other evidence', { ...waiver, evidence: [{ text: 'HTTP 201' }] }],
] as const)
  test(`a waiver for ${what} hides nothing`, () => {
    const broken = record('fail');
    expect(waive(broken, [given], started)).toBe(broken);
  });

test('a finding that the record leaves out is hidden by no waiver that does not expect it', () => {
  const given = { ...waiver, evidence: [{ text: 'HTTP 202' }] };
  const other = { expected: 'HTTP 200', actual: 'HTTP 500' };
  const broken = record('fail');
  expect(waive(broken, [given], started, [...findings, other])).toBe(broken);
  expect(waive(broken, [given], started, [...findings, ...findings]).verdict).toBe('waived');
});

test('only what is broken can be waived', () => {
  for (const verdict of ['pass', 'blocked', 'inapplicable'] as const) {
    const given = record(verdict);
    expect(waive(given, [waiver], started)).toBe(given);
  }
});

test('a waiver holds until the end of its last day in UTC', () => {
  const at = (time: string) => waive(record('fail'), [waiver], time).verdict;
  expect(at('2027-03-31T23:59:59.999Z')).toBe('waived');
  expect(at('2027-04-01T00:00:00.000Z')).toBe('fail');
  // The same moments on clocks elsewhere.
  expect(at('2027-04-01T01:59:59.999+02:00')).toBe('waived');
  expect(at('2027-03-31T17:00:00.000-07:00')).toBe('fail');
  expect(waiverErrors([waiver], [record('fail')], '2027-04-01T00:00:00.000Z')).toMatchObject([
    { kind: 'expired' },
  ]);
});

const fault = (name: string) => `HTTP 500, a fault "soap:Server" with "${name}: It is so."`;

for (const [what, evidence, actuals, shown] of [
  ['nothing', undefined, ['anything'], true],
  ['the text', [{ text: 'a b' }], ['a b'], true],
  ['a part of the text', [{ text: 'a' }], ['a b'], false],
  ['the name', [{ fault: 'System.Exception' }], [fault('System.Exception')], true],
  ['the bare name', [{ fault: 'OddException' }], [fault('A.B.OddException')], true],
  ['a part of a name', [{ fault: 'Exception' }], [fault('OddException')], false],
  ['the start of a name', [{ fault: 'Odd' }], [fault('OddException')], false],
  ['another namespace', [{ fault: 'B.OddException' }], [fault('A.B.OddException')], false],
  ['a name that stands twice', [{ fault: 'AB' }], ['XAB then AB'], true],
  ['one of two findings', [{ text: 'a' }], ['a', 'b'], false],
  ['both findings', [{ text: 'a' }, { text: 'b' }], ['b', 'a'], true],
  ['what is not there any more', [{ text: 'a' }, { text: 'b' }], ['a'], false],
] as const)
  test(`evidence that names ${what} is ${shown ? 'shown' : 'not shown'}`, () => {
    const given: Waiver = { ...waiver, ...(evidence !== undefined && { evidence }) };
    const seen = actuals.map(actual => ({ expected: 'else', actual }));
    expect(showsEvidence(given, seen)).toBe(shown);
  });

for (const [what, given, records, kinds] of [
  ['was not selected', waiver, [], []],
  ['is waived', waiver, [record('waived')], []],
  [
    'is waived in one project, and blocked in the other',
    waiver,
    [record('waived'), record('blocked', 'rmsi-soap12')],
    [],
  ],
  ['is kept', waiver, [record('pass')], ['stale']],
  [
    'is kept in one project only',
    waiver,
    [record('waived'), record('pass', 'rmsi-soap12')],
    ['stale'],
  ],
  [
    'is kept in the project that is not covered',
    { ...waiver, project: 'rmsi-soap11' },
    [record('waived'), record('pass', 'rmsi-soap12')],
    [],
  ],
  ['is blocked', waiver, [record('blocked')], ['unmatched']],
  [
    'is inapplicable',
    waiver,
    [record('inapplicable'), record('blocked', 'rmsi-soap12')],
    ['unmatched'],
  ],
  ['is kept after the last day', { ...waiver, expires: '2020-01-01' }, [record('pass')], ['stale']],
  [
    'is broken after the last day',
    { ...waiver, expires: '2020-01-01' },
    [record('fail')],
    ['expired'],
  ],
  [
    'is broken otherwise',
    { ...waiver, evidence: [{ text: 'HTTP 201' }] },
    [record('warn')],
    ['evidence-changed'],
  ],
] as const)
  test(`the errors of a waiver whose rule ${what}: ${kinds.join() || 'none'}`, () => {
    const errors = waiverErrors([given], records, started);
    expect(errors.map(({ kind }) => kind)).toEqual(kinds);
    for (const error of errors) expect(error.message).toContain(must);
  });

test('the errors of a run are those of its shards’ records together', () => {
  const shards = [[record('waived')], [record('blocked', 'rmsi-soap12')]] as const;
  const results = (records: readonly VerdictRecord[]) =>
    makeResults(
      { name: 'r', startedAt: started, finishedAt: started, strict: false, seed: 1, workers: 1 },
      { name: 'a', deployments: {}, insecure: false, reachable: true },
      [catalogue],
      records,
      { file: 'waivers.yaml', entries: [waiver] },
    );
  expect(shards.map(records => results(records).waivers?.errors.length)).toEqual([0, 1]);
  const whole = results(shards.flat());
  expect(whole.waivers).toMatchObject({ applied: 1, errors: [] });
  expect(whole.exitCode).toBe(2);
  expect(complaintsAboutResults(whole)).toEqual([]);
});

test('no waiver is wrong about a server that was not reached', () => {
  const results = makeResults(
    { name: 'r', startedAt: started, finishedAt: started, strict: false, seed: 1, workers: 1 },
    { name: 'a', deployments: {}, insecure: false, reachable: false },
    [catalogue],
    [record('blocked')],
    { file: 'waivers.yaml', entries: [waiver] },
  );
  expect(results).toMatchObject({ exitCode: 4, waivers: { applied: 0, errors: [] } });
});
