import { resolve } from 'node:path';
import type { SelectedChecks } from '../harness/report/selected-checks.ts';
import type { Target } from '../harness/target/target.ts';
import { UserError } from '../harness/user-error.ts';
import { selectRequirements } from '../harness/verdict/select.ts';
import { lastFailed } from './last-failed.ts';
import { referenceName } from './reference-name.ts';
import type { RunOptions } from './run-options.ts';
import { catalogues, suitesFor } from './suites.ts';

/** The options that choose checks by what the catalogue and the last run say of them. */
export type SelectingOptions = Pick<
  RunOptions,
  'only' | 'section' | 'level' | 'lastFailed' | 'out' | 'project'
>;

/**
 * The checks that `--only`, `--section`, `--level` and `--last-failed` have in common; undefined when
 * none of them is given. `--grep`, `--project` and `--shard` choose among these, in the runner.
 *
 * @param target - whose last run counts; undefined for the reference servers
 * @throws UserError when nothing is left, or an option names what there is not or what the target
 *   does not have
 */
export function selectChecks(
  options: SelectingOptions,
  target: Target | undefined,
): SelectedChecks | undefined {
  const { only, section, level, project = [] } = options;
  const suites = suitesFor(target);
  const projects = suites.flatMap(suite => suite.projects);
  const name = target?.name ?? referenceName;
  for (const wanted of project) if (!projects.includes(wanted)) throw notConcerned(wanted, name);
  const last = options.lastFailed === true ? lastFailed(resolve(options.out), name) : undefined;
  if (only === undefined && section === undefined && level === undefined) return last;
  const ids = selectRequirements(catalogues, options);
  const known = suites.flatMap(({ catalogue }) => Object.keys(catalogue.requirements));
  if (!ids.some(id => known.includes(id))) throw notConcerned(ids[0] ?? '', name);
  if (last === undefined) return Object.fromEntries(projects.map(project => [project, ids]));
  const both = Object.entries(last).map(
    ([project, failed]) => [project, failed.filter(id => ids.includes(id))] as const,
  );
  if (both.some(([, left]) => left.length > 0)) return Object.fromEntries(both);
  throw new UserError(
    'No check was selected: nothing that --last-failed takes is in --only, --section and --level. Leave one out.',
  );
}

function notConcerned(what: string, target: string): UserError {
  return new UserError(
    `No check was selected: ${what} belongs to a protocol of which ${target} names no URL; add it to the target (docs/targets.md), or choose something else.`,
  );
}
