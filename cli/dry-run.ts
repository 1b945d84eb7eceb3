import { renderDryRun } from '../harness/report/render-dry-run.ts';
import type { Target } from '../harness/target/target.ts';
import { listChecks } from './dry-run-selection.ts';
import { outputOf } from './output.ts';
import type { RunOptions } from './run-options.ts';

/**
 * `assay run --dry-run`: says what a run with these options would send to the target, requirement by
 * requirement, and sends it nothing.
 *
 * @throws UserError when no check is selected
 */
export async function dryRun(target: Target, options: RunOptions): Promise<void> {
  const listed = await listChecks(options, target);
  // Brings Playwright and the reference server along, which other commands need not load.
  const { rehearse } = await import('./rehearse.ts');
  const plan = await rehearse(target, listed);
  const { say, result } = outputOf(options);
  if (options.json === true) result(plan);
  else say(renderDryRun(plan));
}
