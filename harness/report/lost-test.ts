import type { TestResult } from '@playwright/test/reporter';
import { makeRecord } from '../verdict/record.ts';
import type { VerdictRecord } from '../verdict/verdict.ts';
import { createRedactor } from './redact.ts';
import type { SuiteFacts } from './suite-facts.ts';

/**
 * The verdict on a requirement whose test ended without one, because it ran out of time or its worker
 * died: blocked. Undefined when the test is none of a catalogue's.
 */
export function recordOfLostTest(
  suites: readonly SuiteFacts[],
  requirement: string,
  project: string,
  result: TestResult,
): VerdictRecord | undefined {
  const suite = suites.find(({ catalogue }) => Object.hasOwn(catalogue.requirements, requirement));
  if (suite === undefined) return undefined;
  const timedOut = result.status === 'timedOut';
  return makeRecord(
    suite.catalogue,
    requirement,
    {
      kind: 'blocked',
      code: timedOut ? 'timed-out' : 'harness-error',
      reason: timedOut
        ? `The check was stopped after ${result.duration} ms; a server this slow needs a lower deadline (--deadline).`
        : (result.error?.message ?? 'The worker ended without a verdict.'),
    },
    { project, notes: [], evidence: [], exchanges: 0, durationMs: result.duration },
    createRedactor(),
  );
}
