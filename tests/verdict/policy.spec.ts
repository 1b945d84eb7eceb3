import { expect, test } from '@playwright/test';
import { exitCodeOf, verdictOfViolation } from '../../harness/verdict/policy.ts';
import { verdicts, type Verdict } from '../../harness/verdict/verdict.ts';

test('a broken MUST fails, a broken SHOULD or MAY warns', () => {
  expect(['MUST', 'SHOULD', 'MAY'].map(level => verdictOfViolation(level as 'MUST'))).toEqual([
    'fail',
    'warn',
    'warn',
  ]);
});

const table: readonly {
  readonly verdicts: readonly Verdict[];
  readonly lax: number;
  readonly strict: number;
}[] = [
  { verdicts: ['pass'], lax: 0, strict: 0 },
  { verdicts: ['inapplicable'], lax: 0, strict: 0 },
  { verdicts: ['waived'], lax: 0, strict: 0 },
  { verdicts: ['pass', 'warn'], lax: 0, strict: 1 },
  { verdicts: ['pass', 'blocked'], lax: 2, strict: 2 },
  { verdicts: ['blocked', 'warn'], lax: 2, strict: 1 },
  { verdicts: ['pass', 'fail'], lax: 1, strict: 1 },
  { verdicts: ['blocked', 'fail'], lax: 1, strict: 1 },
  { verdicts: [...verdicts], lax: 1, strict: 1 },
  { verdicts: [], lax: 3, strict: 3 },
];

for (const { verdicts: given, lax, strict } of table)
  test(`${given.join(', ') || 'no verdict'}: ${lax}, under --strict ${strict}`, () => {
    for (const order of [given, given.toReversed()]) {
      expect(exitCodeOf(order, { strict: false, reachable: true })).toBe(lax);
      expect(exitCodeOf(order, { strict: true, reachable: true })).toBe(strict);
    }
  });

test('a target that was not reached is 4, whatever the verdicts; without verdicts it is 3', () => {
  for (const verdict of verdicts)
    expect(exitCodeOf([verdict], { strict: true, reachable: false })).toBe(4);
  expect(exitCodeOf([], { strict: true, reachable: false })).toBe(3);
});
