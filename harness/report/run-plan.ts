import type { ExitCode } from '../verdict/exit-code.ts';
import { runFiles } from './run-folder.ts';

/** Where the runner leaves what the reporter needs to know, below the run's folder. */
export const planFile = `${runFiles.state}/run.json`;

/** Where a command leaves the target for the runner, below the run's folder. */
export const targetFile = `${runFiles.state}/target.json`;

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
  readonly strict: boolean;
  /** The options that chose checks, as words of a command line. */
  readonly selection?: readonly string[];
}
