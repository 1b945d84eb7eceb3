import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../user-error.ts';
import type { Results } from './results.ts';
import { runFiles } from './run-folder.ts';
import { complaintsAboutResults } from './validate-results.ts';

/** A shard's part of a run, and the folder that it left. */
export interface Shard {
  readonly folder: string;
  readonly results: Results;
  /** Counted from 1. */
  readonly current: number;
  readonly all: number;
}

/** How deep run folders are looked for: CI systems put a folder per artifact around them. */
const deepest = 4;

/**
 * Reads the shards in these folders: each is a run's folder, or has run folders somewhere below.
 * Sorted by their numbers.
 *
 * @throws UserError when a folder holds no run, or one that is no shard
 */
export function readShards(folders: readonly string[]): readonly Shard[] {
  const runs = folders.flatMap(folder => {
    const found = runFoldersIn(folder, deepest);
    if (found.length === 0)
      throw new UserError(
        `Expected the folder of a run, or folders of runs, at ${folder}; no ${runFiles.results} is there. Give what \`assay run --shard\` wrote below --out.`,
      );
    return found;
  });
  // The same folder may be given twice, by itself and by one above.
  return [...new Set(runs)].map(readShard).sort((left, right) => left.current - right.current);
}

function runFoldersIn(folder: string, depth: number): readonly string[] {
  if (existsSync(join(folder, runFiles.results))) return [join(folder)];
  if (depth === 0 || !existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .flatMap(name => runFoldersIn(join(folder, name), depth - 1));
}

function readShard(folder: string): Shard {
  const file = join(folder, runFiles.results);
  const results = parse(file);
  const [complaint] = complaintsAboutResults(results);
  if (complaint !== undefined)
    throw new UserError(
      `Expected results of this version of Assay in ${file}; found ${complaint}. Run the shard again.`,
    );
  const { run } = results as Results;
  const [current, all] = (run.shard ?? '').split('/').map(Number);
  if (current === undefined || all === undefined)
    throw new UserError(
      `Expected the results of a shard in ${file}; it is a whole run, with nothing to merge. Give only runs made with --shard.`,
    );
  return { folder, results: results as Results, current, all };
}

function parse(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new UserError(`Expected JSON in ${file}; it can't be read. Run the shard again.`);
  }
}
