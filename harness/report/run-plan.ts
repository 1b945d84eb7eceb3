import { runFiles } from './run-folder.ts';

/** Where the runner leaves what the reporter needs to know, below the run's folder. */
export const planFile = `${runFiles.state}/run.json`;

/** What the command that starts a run decides, written before the first test. */
export interface RunPlan {
  readonly name: string;
  readonly target: string;
  readonly strict: boolean;
  readonly shard?: string;
}
