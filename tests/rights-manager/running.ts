import { startPlayReadyReference, type PlayReadyReference } from '../../cli/reference-playready.ts';
import { createRedactor, type Redactor } from '../../harness/report/redact.ts';
import { recordExchanges, type Recorder } from '../../harness/report/recorder.ts';
import { preflight } from '../../harness/rights-manager/preflight.ts';
import { openSession, type PlayReadySession } from '../../harness/rights-manager/session.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { Behaviour } from '../../reference/playready/behaviour.ts';
import { planFor } from '../suites/judge-playready.ts';

/** A reference server with a session open on it. */
export interface Running extends PlayReadyReference {
  readonly session: PlayReadySession;
  readonly recorder: Recorder;
  readonly redactor: Redactor;
  /** Operations that the server was asked for since the preflight, `GET` for a page. */
  readonly asked: string[];
}

/** Starts a server, looks at it and opens a session, for as long as `use` takes. */
export async function withSession(
  use: (running: Running) => Promise<void>,
  behaviour: Partial<Behaviour> = {},
  describe: (plan: SuitePlan) => SuitePlan = plan => plan,
): Promise<void> {
  const asked: string[] = [];
  const reference = await startPlayReadyReference({
    ...behaviour,
    finish: (response, exchange) => {
      asked.push(exchange.operation ?? exchange.request.method);
      return behaviour.finish?.(response, exchange) ?? response;
    },
  });
  const transport = openTransport({ tls: {}, limits: completeLimits() });
  try {
    const redactor = createRedactor();
    const state = await preflight(describe(planFor(reference.playready)));
    asked.length = 0;
    await use({
      ...reference,
      session: openSession(state, redactor),
      recorder: recordExchanges(transport),
      redactor,
      asked,
    });
  } finally {
    await transport.close();
    await reference.close();
  }
}
