import { recordExchanges } from '../report/recorder.ts';
import { createRedactor } from '../report/redact.ts';
import { accessOf } from '../transport/access.ts';
import { secretsOf } from '../transport/secrets.ts';
import { openTransport } from '../transport/transport.ts';
import { withBreaker } from '../verdict/breaker.ts';
import type { Outcome } from '../verdict/decide.ts';
import type { RunnableSuite, Unit } from './runnable-suite.ts';
import type { SuitePlan } from './suite-plan.ts';

/** What one requirement's check came to in one project. */
export interface CheckOutcome {
  readonly requirement: string;
  readonly project: string;
  readonly outcome: Outcome;
}

/** What is tried: all checks in all projects, unless said otherwise. */
export interface Tried {
  readonly units?: readonly Unit[];
  readonly projects?: readonly string[];
}

/**
 * Runs checks, or parts of them, against a target in this process, as proving does: the same
 * preflight, sessions and circuit breaker as in the runner, without the runner.
 */
export async function runChecks(
  suite: RunnableSuite,
  plan: SuitePlan,
  { units = suite.checks, projects = suite.projects }: Tried = {},
): Promise<readonly CheckOutcome[]> {
  const state = await suite.preflight(plan);
  const outcomes: CheckOutcome[] = [];
  for (const project of projects) {
    let failures = 0;
    const memory = { read: () => failures, write: (count: number) => void (failures = count) };
    const transport = withBreaker(openTransport(accessOf(state)), memory);
    const session = suite.open(state, project, createRedactor(secretsOf(state)));
    for (const unit of units) {
      const outcome = await session.decide(unit, recordExchanges(transport), []);
      for (const requirement of unit.requirements) outcomes.push({ requirement, project, outcome });
    }
    session.close();
    await transport.close();
  }
  return outcomes;
}
