import { expect, test } from '@playwright/test';
import { createRedactor } from '../../harness/report/redact.ts';
import { Blocked } from '../../harness/verdict/blocked.ts';
import { decide, type Outcome } from '../../harness/verdict/decide.ts';
import { describeAssumptions } from '../../harness/verdict/describe-assumptions.ts';
import { explainVerdict } from '../../harness/verdict/explain.ts';
import { makeRecord } from '../../harness/verdict/record.ts';
import type { Catalogue } from '../../harness/verdict/requirement.ts';
import type { VerdictRecord } from '../../harness/verdict/verdict.ts';
import { judgeAll, violate } from '../../harness/verdict/violation.ts';

const row = {
  section: '1.2',
  actor: 'server',
  operation: 'Travel',
  title: 'Trains run',
  statement: 'A train leaves on time.',
  source: { sentence: '0123456789abcdef' },
} as const;
const catalogue: Catalogue<'x.must' | 'x.should' | 'x.may'> = {
  specification: 'MS-RAIL',
  revision: '1.0',
  sectionUrl: 'https://example.com/{section}',
  requirements: {
    'x.must': { ...row, level: 'MUST' },
    'x.should': { ...row, level: 'SHOULD' },
    'x.may': { ...row, level: 'MAY' },
  },
};
const key = Buffer.from('sixteen byte key');

function record(
  requirement: keyof typeof catalogue.requirements,
  outcome: Outcome,
  notes: readonly string[] = [],
): VerdictRecord {
  const redactor = createRedactor();
  redactor.hide(key);
  const evidence = ['evidence/p/x/01-request.txt', 'evidence/p/x/01-curl.sh'];
  const circumstances = { project: 'p', notes, evidence, exchanges: 3, durationMs: 12 };
  return makeRecord(catalogue, requirement, outcome, circumstances, redactor);
}

const broken: Outcome = {
  kind: 'broken',
  findings: [{ expected: 'it leaves', actual: 'it stays', where: 'platform 9' }],
};

test('a record says what the catalogue says, and what was measured', () => {
  expect(record('x.must', { kind: 'kept' }, ['It was loud.'])).toEqual({
    requirement: 'x.must',
    project: 'p',
    specification: 'MS-RAIL',
    section: '1.2',
    level: 'MUST',
    actor: 'server',
    operation: 'Travel',
    title: 'Trains run',
    statement: 'A train leaves on time.',
    verdict: 'pass',
    findings: [],
    notes: ['It was loud.'],
    evidence: ['evidence/p/x/01-request.txt', 'evidence/p/x/01-curl.sh'],
    exchanges: 3,
    durationMs: 12,
  });
});

test('the level makes a violation a failure or a warning', () => {
  expect(record('x.must', broken).verdict).toBe('fail');
  expect(record('x.should', broken).verdict).toBe('warn');
  expect(record('x.may', broken).verdict).toBe('warn');
  expect(record('x.should', broken).findings).toEqual(broken.findings);
});

test('blocked and inapplicable keep their reason, and are no pass at any level', () => {
  const blocked = record('x.must', { kind: 'blocked', code: 'no-fault', reason: 'None came.' });
  expect(blocked).toMatchObject({
    verdict: 'blocked',
    blocked: { code: 'no-fault', reason: 'None came.' },
  });
  const inapplicable = record('x.may', { kind: 'inapplicable', reason: 'No trains here.' });
  expect(inapplicable).toMatchObject({
    verdict: 'inapplicable',
    inapplicable: 'No trains here.',
  });
});

test('every text that came from a server or an error goes without secrets', () => {
  const secret = key.toString('base64');
  const leaky = { expected: `e ${secret}`, actual: `a ${secret}`, where: `w ${secret}` };
  for (const outcome of [
    { kind: 'broken', findings: [leaky] },
    { kind: 'blocked', code: 'harness-error', reason: secret },
    { kind: 'inapplicable', reason: secret },
  ] as const) {
    const text = JSON.stringify(record('x.must', outcome, [`note ${secret}`]));
    expect(text).not.toContain(secret);
    expect(text.match(/\[redacted\]/g)?.length).toBe(outcome.kind === 'broken' ? 4 : 2);
  }
});

test('what a verdict rests on is told with whatever came of it, and whose word it is', () => {
  const assumptions = [
    { name: 'gauge', choice: 'narrow', declared: false },
    { name: 'left', choice: 'hand', declared: true },
  ];
  const circumstances = { project: 'p', notes: [], evidence: [], exchanges: 1, durationMs: 1 };
  const make = (outcome: Outcome, given = assumptions) =>
    makeRecord(
      catalogue,
      'x.must',
      outcome,
      { ...circumstances, assumptions: given },
      createRedactor(),
    );
  expect(make({ kind: 'kept' }).assumptions).toEqual(assumptions);
  expect(make({ kind: 'kept' }, [])).not.toHaveProperty('assumptions');
  const told = [
    'Rests on gauge = narrow, an assumption of the harness.',
    'Rests on left = hand, which the target declares.',
  ];
  expect(describeAssumptions(make({ kind: 'kept' }))).toEqual(told);
  expect(explainVerdict(make(broken)).split('\n').slice(2)).toEqual(told);
  const blocked: Outcome = { kind: 'blocked', code: 'not-public', reason: 'Nobody knows.' };
  expect(explainVerdict(make(blocked)).split('\n').slice(2)).toEqual(told);
});

test('a red row is explained by its clause, its findings and its script', () => {
  expect(explainVerdict(record('x.must', broken)).split('\n')).toEqual([
    'MS-RAIL 1.2 (MUST): A train leaves on time.',
    'expected it leaves; came it stays (platform 9)',
    'reproduce: sh evidence/p/x/01-curl.sh',
  ]);
});

test('of many findings five are listed and the rest is counted', () => {
  const findings = Array.from({ length: 8 }, (_, index) => ({
    expected: `e${index}`,
    actual: `a${index}`,
  }));
  const lines = explainVerdict(record('x.must', { kind: 'broken', findings })).split('\n');
  expect(lines.slice(1, 7)).toEqual([
    ...[0, 1, 2, 3, 4].map(index => `expected e${index}; came a${index}`),
    'and 3 more',
  ]);
});

test('blocked and inapplicable rows are explained by their reason', () => {
  expect(
    explainVerdict(record('x.must', { kind: 'blocked', code: 'no-fault', reason: 'None.' })),
  ).toBe('MS-RAIL 1.2 (MUST): A train leaves on time.\nno-fault: None.');
  expect(explainVerdict(record('x.must', { kind: 'inapplicable', reason: 'Not here.' }))).toBe(
    'MS-RAIL 1.2 (MUST): A train leaves on time.\nNot here.',
  );
});

test('what could not be decided beside a finding is noted, so that no waiver hides it', async () => {
  const judging = judgeAll(['broken', 'blocked'], what => {
    if (what === 'broken') violate('it leaves', 'it stays');
    throw new Blocked('twin-refused', 'No twin left.');
  });
  const context = { context: {}, admit: () => undefined, confirm: () => Promise.resolve() };
  const outcome = await decide(
    { requirements: ['x.must'], decide: () => judgeAll([1], () => judging) },
    context,
  );
  expect(record('x.must', outcome)).toMatchObject({
    verdict: 'fail',
    notes: ['A part could not be decided: No twin left.'],
  });
});
