import { startWmdrmReference } from '../../cli/reference-wmdrm.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { completeLimits } from '../../harness/target/target.ts';
import type { WmdrmTarget } from '../../harness/target/wmdrm.ts';
import type { Behaviour } from '../../reference/wmdrm/behaviour.ts';
import { loadSuite } from '../../suites/wmdrm/collect-checks.ts';
import { outcomesOf, type Outcomes } from './judge-playready.ts';

/** A plan for a server that may do all it can. */
export function planFor(wmdrm: WmdrmTarget, plan: Partial<SuitePlan> = {}): SuitePlan {
  return {
    wmdrm,
    ...{ deployments: {}, tls: {}, limits: completeLimits(), seed: 1 },
    permissions: { mayIssue: true, mayDecommission: false },
    ...plan,
  };
}

/** What is judged, and of which target. */
export interface Judged {
  /** Areas of the catalogue, such as `form`, or beginnings of ids below them; all unless given. */
  readonly areas?: readonly string[];
  /** The target that the reference server is described by, changed. */
  readonly describe?: (wmdrm: WmdrmTarget) => WmdrmTarget;
  readonly plan?: Partial<SuitePlan>;
}

/**
 * Runs checks against the WMDRM reference server with other behaviour. The kept rows are left out, and
 * all are named without `wmdrm.`.
 */
export async function judgeWmdrm(
  behaviour: Partial<Behaviour> = {},
  { areas = [''], describe = target => target, plan }: Judged = {},
): Promise<Outcomes> {
  const { wmdrm, close } = await startWmdrmReference(behaviour);
  try {
    return await judgeTarget(describe(wmdrm), areas, plan);
  } finally {
    await close();
  }
}

/** The same for a server that runs. */
export async function judgeTarget(
  wmdrm: WmdrmTarget,
  areas: readonly string[] = [''],
  plan: Partial<SuitePlan> = {},
): Promise<Outcomes> {
  const suite = await loadSuite();
  const units = suite.checks.filter(({ requirements }) =>
    requirements.some(id => areas.some(area => id.startsWith(`wmdrm.${area}`))),
  );
  const results = await runChecks(suite, planFor(wmdrm, plan), { units });
  return outcomesOf(
    results.map(each => ({ ...each, requirement: each.requirement.slice('wmdrm.'.length) })),
  );
}
