import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readRunJson, runFiles } from '../harness/report/run-folder.ts';
import type { Results } from '../harness/report/results.ts';
import { complaintsAboutResults } from '../harness/report/validate-results.ts';
import { UserError } from '../harness/user-error.ts';

/** A run that has ended. */
export interface EndedRun {
  readonly folder: string;
  readonly results: Results;
}

/**
 * Reads a run: the one in `folder`, or the newest below `out` when none is named.
 *
 * @throws UserError when there is none, or its results.json is not ours
 */
export function readEndedRun(folder: string | undefined, out: string): EndedRun {
  const chosen = folder === undefined ? runsBelow(out)[0] : resolve(folder);
  if (chosen === undefined)
    throw new UserError(
      `Expected a run below ${out}; there is none. Begin with \`npx assay run\` or \`npx assay start\`, or name a run's folder.`,
    );
  const file = join(chosen, runFiles.results);
  if (!existsSync(file))
    throw new UserError(
      `Expected the folder of a run that has ended; ${chosen} has no ${runFiles.results}.`,
    );
  return { folder: chosen, results: readResults(chosen, file) };
}

function readResults(folder: string, file: string): Results {
  let value: unknown;
  try {
    value = readRunJson(folder, runFiles.results);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(`Expected the results of a run in ${file}; it is no JSON (${reason}).`);
  }
  const [complaint] = complaintsAboutResults(value);
  if (complaint === undefined) return value as Results;
  throw new UserError(
    `Expected the results of a run in ${file}, as this version of assay writes them; ${complaint}. Run once more.`,
  );
}

/**
 * The folders below `out` that hold a run that has ended, the newest first: they are named by their
 * time in UTC.
 */
export function runsBelow(out: string): readonly string[] {
  if (!existsSync(out)) return [];
  return readdirSync(out)
    .sort()
    .reverse()
    .map(name => resolve(out, name))
    .filter(folder => existsSync(join(folder, runFiles.results)));
}
