import { resolve } from 'node:path';
import type { SelectedChecks } from '../harness/report/selected-checks.ts';
import { UserError } from '../harness/user-error.ts';
import { selectRequirements } from '../harness/verdict/select.ts';
import { lastFailed } from './last-failed.ts';
import type { RunOptions } from './run-options.ts';
import { catalogues, projects } from './suites.ts';

/** The options that choose checks by what the catalogue and the last run say of them. */
export type SelectingOptions = Pick<
  RunOptions,
  'only' | 'section' | 'level' | 'lastFailed' | 'out'
>;

/**
 * The checks that `--only`, `--section`, `--level` and `--last-failed` have in common; undefined when
 * none of them is given. `--grep`, `--project` and `--shard` choose among these, in the runner.
 *
 * @param target - the target's name, whose last run counts
 * @throws UserError when nothing is left, or an option names what there is not
 */
export function selectChecks(
  options: SelectingOptions,
  target: string,
): SelectedChecks | undefined {
  const { only, section, level } = options;
  const last = options.lastFailed === true ? lastFailed(resolve(options.out), target) : undefined;
  if (only === undefined && section === undefined && level === undefined) return last;
  const ids = selectRequirements(catalogues, options);
  if (last === undefined) return Object.fromEntries(projects.map(project => [project, ids]));
  const both = Object.entries(last).map(
    ([project, failed]) => [project, failed.filter(id => ids.includes(id))] as const,
  );
  if (both.some(([, left]) => left.length > 0)) return Object.fromEntries(both);
  throw new UserError(
    'No check was selected: nothing that --last-failed takes is in --only, --section and --level. Leave one out.',
  );
}
