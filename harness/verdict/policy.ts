import { exitCode, type ExitCode } from './exit-code.ts';
import type { Level } from './requirement.ts';
import type { Verdict, VerdictRecord } from './verdict.ts';

/**
 * From which level on a broken rule decides the exit status. `never` is for who reads the results
 * and wants no status: then verdicts decide nothing.
 */
export const failOnChoices = ['must', 'should', 'may', 'never'] as const;
export type FailOn = (typeof failOnChoices)[number];

const counted: Readonly<Record<FailOn, readonly Level[]>> = {
  must: ['MUST'],
  should: ['MUST', 'SHOULD'],
  may: ['MUST', 'SHOULD', 'MAY'],
  never: [],
};

/** A broken MUST fails; a broken SHOULD or MAY warns (DESIGN.md, vocabulary). */
export function verdictOfViolation(level: Level): Verdict {
  return level === 'MUST' ? 'fail' : 'warn';
}

/** Whether this verdict makes the exit status 1. A waived one never does. */
export function decidesFailure(
  { verdict, level }: Pick<VerdictRecord, 'verdict' | 'level'>,
  failOn: FailOn,
): boolean {
  return (verdict === 'fail' || verdict === 'warn') && counted[failOn].includes(level);
}

/**
 * The exit status of a run: a broken rule outweighs an undecided one, because it is certain, and a
 * waiver that describes the server wrongly counts as a broken rule. A run without a verdict is wrong
 * usage.
 */
export function exitCodeOf(
  records: readonly Pick<VerdictRecord, 'verdict' | 'level'>[],
  options: { failOn: FailOn; reachable: boolean; waiverErrors: number },
): ExitCode {
  const { failOn, reachable, waiverErrors } = options;
  if (records.length === 0) return exitCode.usage;
  if (!reachable) return exitCode.unreachable;
  if (failOn === 'never') return exitCode.conformant;
  if (waiverErrors > 0 || records.some(record => decidesFailure(record, failOn)))
    return exitCode.violated;
  return records.some(({ verdict }) => verdict === 'blocked')
    ? exitCode.incomplete
    : exitCode.conformant;
}
