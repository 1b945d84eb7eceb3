import { exitCode } from '../verdict/exit-code.ts';
import { joinLedgers } from './ledger.ts';
import {
  failOnOf,
  settleResults,
  type Results,
  type RunFacts,
  type TargetFacts,
} from './results.ts';
import { refuseForeign, refuseMissing } from './same-run.ts';
import type { Shard } from './shards.ts';

export interface MergeOptions {
  /** What the merged run is called. */
  readonly name: string;
  /** Whether shards may be missing; the exit status then says so. */
  readonly incomplete: boolean;
}

/**
 * Puts shards together to the results that the run would have had in one piece.
 *
 * @throws UserError when they are not the shards of one run, or not all of them
 */
export function mergeResults(shards: readonly Shard[], options: MergeOptions): Results {
  const [first] = shards;
  if (first === undefined) throw new Error('There is no shard to merge.');
  refuseForeign(first, shards);
  const missing = refuseMissing(first, shards, options.incomplete);
  const all = shards.map(({ results }) => results);
  const runs = all.map(({ run }) => run);
  const run: { -readonly [Key in keyof RunFacts]: RunFacts[Key] } = { ...first.results.run };
  delete run.shard;
  const settled = settleResults(
    {
      ...first.results,
      run: {
        ...run,
        name: options.name,
        startedAt: runs.map(({ startedAt }) => startedAt).sort()[0] ?? run.startedAt,
        finishedAt:
          runs
            .map(({ finishedAt }) => finishedAt)
            .sort()
            .at(-1) ?? run.finishedAt,
        workers: Math.max(...runs.map(({ workers }) => workers)),
        merged: { shards: first.all, missing },
      },
      target: mergeTargets(all.map(({ target }) => target)),
      ledger: joinLedgers(all.map(({ ledger }) => ledger)),
    },
    all.flatMap(({ verdicts }) => verdicts),
  );
  // Where broken and blocked leave the 0, so does what is missing.
  const undecided = missing.length > 0 && failOnOf(run) !== 'never';
  return undecided && settled.exitCode === exitCode.conformant
    ? { ...settled, exitCode: exitCode.incomplete }
    : settled;
}

/** Reached by one shard is reached: what the others could not decide is blocked row by row. */
function mergeTargets(targets: readonly TargetFacts[]): TargetFacts {
  const [first] = targets;
  const reached = targets.find(({ reachable }) => reachable) ?? first;
  if (reached === undefined) throw new Error('There is no shard to merge.');
  return reached;
}
