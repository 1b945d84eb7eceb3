import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Results } from '../harness/report/results.ts';
import { readRunJson, runFiles } from '../harness/report/run-folder.ts';
import type { SelectedChecks } from '../harness/report/selected-checks.ts';
import { complaintsAboutResults } from '../harness/report/validate-results.ts';
import { UserError } from '../harness/user-error.ts';

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

/** Runs are named by their time in UTC, so the newest is the last by name. */
function lastRunOf(out: string, target: string): { folder: string; results: Results } | undefined {
  if (!existsSync(out)) return undefined;
  for (const name of readdirSync(out).sort().reverse()) {
    const folder = join(out, name);
    const results = readResults(folder);
    if (results?.target.name === target) return { folder, results };
  }
  return undefined;
}

/** Undefined for what is no run, or has not ended. */
function readResults(folder: string): Results | undefined {
  if (!existsSync(join(folder, runFiles.results))) return undefined;
  try {
    const value = readRunJson(folder, runFiles.results);
    return complaintsAboutResults(value).length === 0 ? (value as Results) : undefined;
  } catch {
    return undefined;
  }
}
