import { expect, test } from '@playwright/test';
import {
  exitCodeOf,
  failOnChoices,
  verdictOfViolation,
  type FailOn,
} from '../../harness/verdict/policy.ts';
import type { Level } from '../../harness/verdict/requirement.ts';
import { verdicts, type Verdict } from '../../harness/verdict/verdict.ts';

test('a broken MUST fails, a broken SHOULD or MAY warns', () => {
  expect(['MUST', 'SHOULD', 'MAY'].map(level => verdictOfViolation(level as 'MUST'))).toEqual([
    'fail',
    'warn',
    'warn',
  ]);
});

/** `fail` is a broken MUST, `warn` a broken SHOULD, `may` a broken MAY. */
const row = (verdict: Verdict | 'may'): { verdict: Verdict; level: Level } =>
  verdict === 'may'
    ? { verdict: 'warn', level: 'MAY' }
    : { verdict, level: verdict === 'warn' ? 'SHOULD' : 'MUST' };

const table: readonly {
  readonly rows: readonly (Verdict | 'may')[];
  readonly must: number;
  readonly should: number;
  readonly may: number;
  readonly never: number;
}[] = [
  { rows: ['pass'], must: 0, should: 0, may: 0, never: 0 },
  { rows: ['inapplicable'], must: 0, should: 0, may: 0, never: 0 },
  { rows: ['waived'], must: 0, should: 0, may: 0, never: 0 },
  { rows: ['pass', 'may'], must: 0, should: 0, may: 1, never: 0 },
  { rows: ['pass', 'warn'], must: 0, should: 1, may: 1, never: 0 },
  { rows: ['pass', 'blocked'], must: 2, should: 2, may: 2, never: 0 },
  { rows: ['blocked', 'warn'], must: 2, should: 1, may: 1, never: 0 },
  { rows: ['blocked', 'may'], must: 2, should: 2, may: 1, never: 0 },
  { rows: ['pass', 'fail'], must: 1, should: 1, may: 1, never: 0 },
  { rows: ['blocked', 'fail'], must: 1, should: 1, may: 1, never: 0 },
  { rows: [...verdicts], must: 1, should: 1, may: 1, never: 0 },
  { rows: [], must: 3, should: 3, may: 3, never: 3 },
];

for (const { rows, ...codes } of table)
  test(`${rows.join(', ') || 'no verdict'}: ${Object.values(codes).join(', ')}`, () => {
    for (const order of [rows, rows.toReversed()])
      for (const [failOn, code] of Object.entries(codes))
        expect(
          exitCodeOf(order.map(row), {
            failOn: failOn as FailOn,
            reachable: true,
            waiverErrors: 0,
          }),
          failOn,
        ).toBe(code);
  });

test('an error of a waiver is 1, and outweighs what is blocked', () => {
  const codes = failOnChoices.map(failOn =>
    exitCodeOf([row('pass'), row('blocked')], { failOn, reachable: true, waiverErrors: 1 }),
  );
  expect(codes).toEqual([1, 1, 1, 0]);
});

test('a target that was not reached is 4, whatever the verdicts; without verdicts it is 3', () => {
  for (const failOn of failOnChoices) {
    const options = { failOn, reachable: false, waiverErrors: 1 };
    for (const verdict of verdicts) expect(exitCodeOf([row(verdict)], options)).toBe(4);
    expect(exitCodeOf([], options)).toBe(3);
  }
});
