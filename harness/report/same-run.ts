import { UserError } from '../user-error.ts';
import { failOnOf, type Results } from './results.ts';
import type { Shard } from './shards.ts';

const oneTarget = 'give all shards one target file';

/** What has to be the same in all shards of a run: what it is called, and how to make it so. */
const common: readonly (readonly [string, (results: Results) => unknown, string])[] = [
  ['version of Assay', ({ assay }) => assay.version, 'run all shards from one commit'],
  ['target', ({ target }) => target.name, oneTarget],
  ["target's deployments", ({ target }) => target.deployments, oneTarget],
  ["target's TLS", ({ target }) => target.insecure, 'give all shards --insecure, or none'],
  ["target's permissions", ({ target }) => target.permissions ?? {}, oneTarget],
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

/**
 * Refuses shards that are not of one run.
 *
 * @throws UserError with what differs, and where
 */
export function refuseForeign(first: Shard, shards: readonly Shard[]): void {
  for (const shard of shards) {
    for (const [what, of, remedy] of common) {
      const [expected, actual] = [first, shard].map(({ results }) => JSON.stringify(of(results)));
      if (actual !== expected)
        throw new UserError(
          `Expected shards of one run; their ${what} differ: ${short(expected)} in ${first.folder}, ${short(actual)} in ${shard.folder}. ${sentence(remedy)}.`,
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

/**
 * The shards that are not there, as `2/3`.
 *
 * @throws UserError when one is there twice, or missing and that is not allowed
 */
export function refuseMissing(
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

function short(json = ''): string {
  return json.length > 200 ? `${json.slice(0, 200)}...` : json;
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
