import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileInference } from '../target/infer-profile.ts';
import type { Catalogue } from '../verdict/requirement.ts';
import type { TargetFacts } from './results.ts';

/** What the reporter has to know about a suite; the configuration hands it over. */
export interface SuiteFacts {
  readonly catalogue: Catalogue;
  /** Where the preflight leaves its state; there is none in a run that does not concern the suite. */
  readonly stateFile: string;
  /** Reads what the preflight left in the run's folder. */
  describeTarget(folder: string, name: string): DescribedTarget;
}

/** A target as one suite found it. */
export interface DescribedTarget {
  readonly target: TargetFacts;
  readonly seed: number;
  readonly inferred?: ProfileInference;
}

/** The suites that a run in this folder was for. */
export function suitesOfRun(suites: readonly SuiteFacts[], folder: string): readonly SuiteFacts[] {
  return suites.filter(({ stateFile }) => existsSync(join(folder, stateFile)));
}

/**
 * The target of a run, as all its suites found it: reached when one of them reached it, since what the
 * others could not decide is blocked row by row.
 *
 * @throws Error without a suite
 */
export function describeWholeTarget(
  suites: readonly SuiteFacts[],
  folder: string,
  name: string,
): DescribedTarget {
  const found = suites.map(suite => suite.describeTarget(folder, name));
  const [first] = found;
  if (first === undefined) throw new Error('The run concerned none of the suites.');
  const targets = found.map(({ target }) => target);
  const { unreachable, profile, ...others } = first.target;
  const reachable = targets.some(target => target.reachable);
  const held = targets.find(target => target.profile !== undefined)?.profile ?? profile;
  const inferred = found.find(each => each.inferred !== undefined)?.inferred;
  return {
    seed: first.seed,
    ...(inferred !== undefined && { inferred }),
    target: {
      ...others,
      deployments: Object.assign({}, ...targets.map(({ deployments }) => deployments)) as Record<
        string,
        string
      >,
      reachable,
      ...(held !== undefined && { profile: held }),
      ...(!reachable && unreachable !== undefined && { unreachable }),
    },
  };
}
