import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { UserError } from '../user-error.ts';
import { runFiles } from './run-folder.ts';
import type { Shard } from './shards.ts';

/**
 * Copies what the results of shards speak of into the folder of the merged run: the evidence, at the
 * same paths, what Allure's report is made from, and Playwright's blob reports.
 *
 * @throws UserError when evidence is not there
 */
export function copyShards(shards: readonly Shard[], folder: string): void {
  // All of it is looked for first: what is refused leaves nothing behind.
  const evidence = shards.flatMap(shard =>
    shard.results.verdicts.flatMap(({ evidence: paths }) =>
      paths.map(path => ({ from: evidenceOf(shard, path), path })),
    ),
  );
  for (const { from, path } of evidence) copy(from, join(folder, path));
  for (const shard of shards)
    for (const part of [runFiles.allureResults, runFiles.blobReport])
      for (const name of filesIn(join(shard.folder, part)))
        copy(join(shard.folder, part, name), join(folder, part, name));
}

function evidenceOf(shard: Shard, path: string): string {
  // A path out of the folder can only come from results that somebody changed.
  const inside = normalize(path).startsWith(`${runFiles.evidence}${sep}`);
  const file = join(shard.folder, path);
  if (!inside || !existsSync(file))
    throw new UserError(
      `Expected ${path} in ${shard.folder}, as its ${runFiles.results} says; it is not there. Keep a shard's folder whole when you pass it on.`,
    );
  return file;
}

function filesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(({ name }) => name);
}

function copy(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}
