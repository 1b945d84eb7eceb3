import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExitCode } from '../verdict/exit-code.ts';
import type { FailOn } from '../verdict/policy.ts';
import type { WaiversGiven } from './results.ts';
import { readRunJson, runFiles } from './run-folder.ts';

/** Where the runner leaves what the reporter needs to know, below the run's folder. */
export const planFile = `${runFiles.state}/run.json`;

/** Where a command leaves the target for the runner, below the run's folder. */
export const targetFile = `${runFiles.state}/target.json`;

/** Where the known deviations that a run was given lie, below its folder. */
export const waiversFile = `${runFiles.state}/waivers.json`;

/** Written once the target has been looked at; without it there is nothing to report. */
export const readyFile = `${runFiles.state}/ready.json`;

/** Where the runner leaves why a run could not begin, below the run's folder. */
export const setupErrorFile = `${runFiles.state}/setup-error.json`;

/** Why a run could not begin: what the user is told, and the exit status. */
export interface SetupError {
  readonly message: string;
  readonly code: ExitCode;
}

/** What the command that starts a run decides, written before the first test. */
export interface RunPlan {
  readonly name: string;
  readonly target: string;
  /** ISO 8601, UTC; what waivers expire by. */
  readonly startedAt: string;
  /** The only projects that were asked for; all that concern the target unless given. */
  readonly projects?: readonly string[];
  readonly strict: boolean;
  readonly failOn: FailOn;
  /** The options that chose checks, as words of a command line. */
  readonly selection?: readonly string[];
}

/** The plan of the run in this folder. */
export function readPlan(folder: string): RunPlan {
  return readRunJson(folder, planFile) as RunPlan;
}

/** The known deviations that the run in this folder was given, if any. */
export function readWaivers(folder: string): WaiversGiven | undefined {
  return existsSync(join(folder, waiversFile))
    ? (readRunJson(folder, waiversFile) as WaiversGiven)
    : undefined;
}
