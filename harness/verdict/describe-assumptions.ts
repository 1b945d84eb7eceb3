import type { VerdictRecord } from './verdict.ts';

/** A line for each assumption that a verdict rests on, and whose it is. */
export function describeAssumptions({
  assumptions = [],
}: Pick<VerdictRecord, 'assumptions'>): readonly string[] {
  return assumptions.map(
    ({ name, choice, declared }) =>
      `Rests on ${name} = ${choice}, ${declared ? 'which the target declares' : 'an assumption of the harness'}.`,
  );
}
