import { recordExchanges } from '../../harness/report/recorder.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { soapVersions, type SoapVersion } from '../../harness/soap/version.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import { withBreaker } from '../../harness/verdict/breaker.ts';
import { decide, type Outcome } from '../../harness/verdict/decide.ts';
import type { RmsiRequirementId } from './catalogue.ts';
import type { RmsiCheck } from './collect-checks.ts';
import { tryCheck } from './context.ts';
import { preflight, type RmsiPlan } from './preflight.ts';
import { openSession } from './session.ts';

/** What one requirement's check came to in one SOAP version. */
export interface CheckOutcome {
  readonly requirement: RmsiRequirementId;
  readonly version: SoapVersion;
  readonly outcome: Outcome;
}

/**
 * Runs checks against a target in this process, as proving does: the same preflight, sessions and
 * circuit breaker as in the runner, without the runner.
 */
export async function runChecks(
  plan: RmsiPlan,
  checks: readonly RmsiCheck[],
): Promise<readonly CheckOutcome[]> {
  const state = await preflight(plan);
  const outcomes: CheckOutcome[] = [];
  for (const version of soapVersions) {
    let failures = 0;
    const memory = { read: () => failures, write: (count: number) => void (failures = count) };
    const transport = withBreaker(openTransport({ limits: state.limits, tls: state.tls }), memory);
    const session = openSession(state, version, createRedactor());
    for (const check of checks) {
      const outcome = await decide(check, tryCheck(session, recordExchanges(transport), []));
      for (const requirement of check.requirements)
        outcomes.push({ requirement, version, outcome });
    }
    await transport.close();
  }
  return outcomes;
}
