import type { SelectedChecks } from '../harness/report/selected-checks.ts';
import { UserError } from '../harness/user-error.ts';
import { readEndedRun, runsBelow, type EndedRun } from './latest-run.ts';

const notGreen: ReadonlySet<string> = new Set(['fail', 'warn', 'blocked']);

/**
 * What was not green in the last run of a target: broken or blocked, or with a waiver that was wrong.
 *
 * @param out - where runs are kept
 * @throws UserError when there is no such run, or all was green in it
 */
export function lastFailed(out: string, target: string): SelectedChecks {
  const last = lastRunOf(out, target);
  if (last === undefined)
    throw new UserError(
      `Expected an earlier run of ${target} below ${out} for --last-failed; there is none. Run once without it, or name another folder with --out.`,
    );
  const { verdicts, waivers } = last.results;
  const isWronglyWaived = (requirement: string, project: string) =>
    waivers?.errors.some(
      error => error.requirement === requirement && (error.project ?? project) === project,
    ) ?? false;
  const selected: Record<string, string[]> = {};
  for (const { requirement, project, verdict } of verdicts)
    if (notGreen.has(verdict) || isWronglyWaived(requirement, project))
      (selected[project] ??= []).push(requirement);
  if (Object.keys(selected).length > 0) return selected;
  throw new UserError(
    `Nothing failed, warned or was blocked in the last run of ${target} (${last.folder}), so --last-failed selects no check. Run without it.`,
  );
}

function lastRunOf(out: string, target: string): EndedRun | undefined {
  for (const folder of runsBelow(out)) {
    const run = readable(folder, out);
    if (run?.results.target.name === target) return run;
  }
  return undefined;
}

/** Undefined for a run of another version of assay, say. */
function readable(folder: string, out: string): EndedRun | undefined {
  try {
    return readEndedRun(folder, out);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
