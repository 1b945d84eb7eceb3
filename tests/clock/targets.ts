import { createRedactor } from '../../harness/report/redact.ts';
import { recordExchanges, type Recorder } from '../../harness/report/recorder.ts';
import type { RunnableSuite } from '../../harness/runner/runnable-suite.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { accessOf } from '../../harness/transport/access.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { Outcome } from '../../harness/verdict/decide.ts';
import { loadSuite } from '../../suites/clock/collect-checks.ts';

/** What a test knows of its target. */
export type Parts = Pick<SuitePlan, 'clock' | 'services'> & Partial<SuitePlan>;

/** A plan for servers on loopback, with nothing allowed that the parts don't allow. */
export function planFor(parts: Parts): SuitePlan {
  return { deployments: {}, tls: {}, limits: completeLimits({ deadlineMs: 2_000 }), ...parts };
}

/** What a check came to, and what it noted. */
export interface Decided {
  readonly outcome: Outcome;
  readonly notes: readonly string[];
  /** Every request that it sent: method and URL. */
  readonly sent: readonly string[];
  /** A text as a report would show it. */
  readonly shown: (text: string) => string;
}

/** Runs one check alone, preflight included. */
export async function decideAlone(requirement: string, parts: Parts): Promise<Decided> {
  const suite: RunnableSuite = await loadSuite();
  const unit = suite.checks.find(({ requirements }) => requirements.includes(requirement));
  if (unit === undefined) throw new Error(`There is no check of ${requirement}.`);
  const state = await suite.preflight(planFor(parts));
  const transport = openTransport(accessOf(state));
  const sent: string[] = [];
  const recorder: Recorder = recordExchanges(transport, ({ request }) => {
    sent.push(`${request.method} ${request.url}`);
  });
  const notes: string[] = [];
  try {
    const redactor = createRedactor();
    const session = suite.open(state, 'clock', redactor);
    const outcome = await session.decide(unit, recorder, notes);
    return { outcome, notes, sent, shown: text => redactor.text(text) };
  } finally {
    await transport.close();
  }
}

/** The reason of an outcome that is no verdict on the server. */
export function reasonOf(outcome: Outcome): string {
  return 'reason' in outcome ? outcome.reason : '';
}
