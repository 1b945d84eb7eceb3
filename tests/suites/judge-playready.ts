import { startPlayReadyReference } from '../../cli/reference-playready.ts';
import { runChecks, type CheckOutcome } from '../../harness/runner/run-checks.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import type { PlayReadyTarget } from '../../harness/target/playready.ts';
import { completeLimits } from '../../harness/target/target.ts';
import type { Behaviour } from '../../reference/playready/behaviour.ts';
import { loadSuite } from '../../suites/playready/collect-checks.ts';

/** What rows came to, by outcome (`broken`, or why they are blocked), in the order of the checks. */
export type Outcomes = Readonly<Record<string, readonly string[]>>;

/** A plan for a server that may do all it can. */
export function planFor(playready: PlayReadyTarget, plan: Partial<SuitePlan> = {}): SuitePlan {
  return {
    playready,
    ...{ deployments: {}, tls: {}, limits: completeLimits(), seed: 1 },
    permissions: { mayIssue: true, mayDecommission: false },
    ...plan,
  };
}

/**
 * Runs the checks of one area of the catalogue, or all, against the PlayReady reference server with
 * other behaviour, described by a plan that `describe` may change. The kept rows are left out.
 *
 * @param area - such as `faults`
 */
export async function judgePlayReady(
  behaviour: Partial<Behaviour> = {},
  {
    area = '',
    describe = plan => plan,
  }: { area?: string; describe?: (plan: SuitePlan) => SuitePlan } = {},
): Promise<Outcomes> {
  const { playready, close } = await startPlayReadyReference(behaviour);
  try {
    const suite = await loadSuite();
    const prefix = `playready.${area}`;
    const units = suite.checks.filter(({ requirements }) =>
      requirements.some(id => id.startsWith(prefix)),
    );
    return outcomesOf(await runChecks(suite, describe(planFor(playready)), { units }));
  } finally {
    await close();
  }
}

/** Rows by what they came to, without those that were kept. */
export function outcomesOf(results: readonly CheckOutcome[]): Outcomes {
  const outcomes: Record<string, string[]> = {};
  for (const { requirement, outcome } of results) {
    if (outcome.kind === 'kept') continue;
    (outcomes[outcome.kind === 'blocked' ? outcome.code : outcome.kind] ??= []).push(requirement);
  }
  return outcomes;
}
