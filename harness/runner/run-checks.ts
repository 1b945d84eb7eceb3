import { recordExchanges } from '../report/recorder.ts';
import { createRedactor } from '../report/redact.ts';
import { soapVersions, type SoapVersion } from '../soap/version.ts';
import { accessOf } from '../transport/access.ts';
import { secretsOf } from '../transport/secrets.ts';
import { openTransport } from '../transport/transport.ts';
import { withBreaker } from '../verdict/breaker.ts';
import type { Check } from '../verdict/check.ts';
import { decide, type Outcome } from '../verdict/decide.ts';
import type { Suite, SuiteState } from './suite.ts';

/** What one requirement's check came to in one SOAP version. */
export interface CheckOutcome {
  readonly requirement: string;
  readonly version: SoapVersion;
  readonly outcome: Outcome;
}

/** What is tried: all checks in both SOAP versions, unless said otherwise. */
export interface Tried<Id extends string, Context> {
  readonly checks: readonly (Check<Id, Context> & { readonly part?: string })[];
  readonly versions?: readonly SoapVersion[];
}

/**
 * Runs checks, or parts of them, against a target in this process, as proving does: the same
 * preflight, sessions and circuit breaker as in the runner, without the runner.
 */
export async function runChecks<
  Id extends string,
  Plan,
  State extends SuiteState,
  Session,
  Context,
>(
  suite: Suite<Id, Plan, State, Session, Context>,
  plan: Plan,
  { checks, versions = soapVersions }: Tried<Id, Context>,
): Promise<readonly CheckOutcome[]> {
  const state = await suite.preflight(plan);
  const outcomes: CheckOutcome[] = [];
  for (const version of versions) {
    let failures = 0;
    const memory = { read: () => failures, write: (count: number) => void (failures = count) };
    const transport = withBreaker(openTransport(accessOf(state)), memory);
    const session = suite.openSession(state, version, createRedactor(secretsOf(state)));
    for (const check of checks) {
      const { requirements, part } = check;
      const trial = suite.tryCheck(session, recordExchanges(transport), [], requirements, part);
      const outcome = await decide(check, trial);
      for (const requirement of requirements) outcomes.push({ requirement, version, outcome });
    }
    await transport.close();
  }
  return outcomes;
}
