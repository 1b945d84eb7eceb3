import { UserError } from '../user-error.ts';
import { exitCode } from '../verdict/exit-code.ts';
import { joinLedgers } from './ledger.ts';
import {
  failOnOf,
  settleResults,
  type Results,
  type RunFacts,
  type TargetFacts,
} from './results.ts';
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

/** What has to be the same in all shards of a run: what it is called, and how to make it so. */
const common: readonly (readonly [string, (results: Results) => unknown, string])[] = [
  ['version of Assay', ({ assay }) => assay.version, 'run all shards from one commit'],
  [
    'target',
    ({ target: { name, deployments, insecure, permissions } }) => ({
      name,
      deployments,
      insecure,
      permissions,
    }),
    'give all shards one target file',
  ],
  [
    'catalogue',
    ({ specifications }) => specifications.map(({ catalogueDigest }) => catalogueDigest),
    'run all shards from one commit',
  ],
  ['seed', ({ run }) => run.seed, 'give all shards one --seed'],
  ['--fail-on', ({ run }) => failOnOf(run), 'give all shards the same --fail-on or --strict'],
  ['waivers', ({ waivers }) => waivers?.entries ?? [], 'give all shards one file of waivers'],
  [
    'selection of checks',
    ({ run }) => run.selection ?? [],
    'give all shards the same --grep, --project and other options that choose checks',
  ],
];

function refuseForeign(first: Shard, shards: readonly Shard[]): void {
  for (const shard of shards) {
    for (const [what, of, remedy] of common) {
      const [expected, actual] = [first, shard].map(({ results }) => JSON.stringify(of(results)));
      if (actual !== expected)
        throw new UserError(
          `Expected shards of one run; their ${what} differs: ${expected ?? ''} in ${first.folder}, ${actual ?? ''} in ${shard.folder}. ${sentence(remedy)}.`,
        );
    }
    if (shard.all !== first.all)
      throw new UserError(
        `Expected shards of one run; ${first.folder} is one of ${first.all}, ${shard.folder} is one of ${shard.all}. Give only shards of one run.`,
      );
  }
  const decided = new Map<string, Shard>();
  for (const shard of shards)
    for (const { requirement, project } of shard.results.verdicts) {
      const other = decided.get(`${project}/${requirement}`);
      if (other !== undefined && other.current !== shard.current)
        throw new UserError(
          `Expected every check in one shard; ${requirement} [${project}] is in ${other.folder} and in ${shard.folder}. Run all shards again from one commit.`,
        );
      decided.set(`${project}/${requirement}`, shard);
    }
}

/** The shards that are not there, as `2/3`. */
function refuseMissing(
  { all }: Shard,
  shards: readonly Shard[],
  incomplete: boolean,
): readonly string[] {
  const there = new Map<number, Shard>();
  for (const shard of shards) {
    const other = there.get(shard.current);
    if (other !== undefined)
      throw new UserError(
        `Expected every shard once; ${shard.current}/${all} is in ${other.folder} and in ${shard.folder}. Leave one out.`,
      );
    there.set(shard.current, shard);
  }
  const missing = Array.from({ length: all }, (_, index) => index + 1)
    .filter(current => !there.has(current))
    .map(current => `${current}/${all}`);
  if (missing.length > 0 && !incomplete)
    throw new UserError(
      `Expected ${all} shards; not there: ${missing.join(', ')}. Run them with the same --seed, or give --incomplete to merge what there is.`,
    );
  return missing;
}

/** Reached by one shard is reached: what the others could not decide is blocked row by row. */
function mergeTargets(targets: readonly TargetFacts[]): TargetFacts {
  const [first] = targets;
  const reached = targets.find(({ reachable }) => reachable) ?? first;
  if (reached === undefined) throw new Error('There is no shard to merge.');
  return reached;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
