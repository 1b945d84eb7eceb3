import type { NullResult } from '../../harness/report/kill-sheet.ts';
import type { RunnableSuite } from '../../harness/runner/runnable-suite.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import { completeLimits } from '../../harness/target/target.ts';
import type { NullServer } from '../../reference/null/null-server.ts';
import type { Protocol } from '../protocols/protocol.ts';

/** Milliseconds that a null server gets for an answer: the silent one gives none. */
const deadlineMs = 500;

/** Runs all checks against a server that does nothing right, as every deployment at once. */
export async function proveNullServer(
  server: NullServer,
  { start, nullPlan, recordGenuineAnswers }: Protocol,
  suite: RunnableSuite,
): Promise<NullResult> {
  const started = performance.now();
  const genuine = await start();
  const { base, close } = await server.start(await recordGenuineAnswers(genuine.plan));
  try {
    const plan = nullPlan(genuine.plan, base);
    const outcomes = await runChecks(suite, { ...plan, limits: completeLimits({ deadlineMs }) });
    const passed = outcomes.filter(({ outcome }) => outcome.kind === 'kept');
    return {
      name: server.name,
      passed: [...new Set(passed.map(({ requirement }) => requirement))].sort(),
      durationMs: Math.round(performance.now() - started),
    };
  } finally {
    await close();
    await genuine.close();
  }
}
