import { expect, test } from '@playwright/test';
import type { TestResult } from '@playwright/test/reporter';
import { recordOfLostTest } from '../../harness/report/lost-test.ts';
import { complaintsAboutResults } from '../../harness/report/validate-results.ts';
import { makeResults } from '../../harness/report/results.ts';
import { rmsiFacts } from '../../suites/rmsi/facts.ts';

const requirement = 'rmsi.transport.success-status';

function ended(result: Partial<TestResult>): TestResult {
  return {
    status: 'failed',
    duration: 120_001,
    errors: [],
    retry: 0,
    workerIndex: 0,
    parallelIndex: 0,
    startTime: new Date(0),
    attachments: [],
    annotations: [],
    steps: [],
    stdout: [],
    stderr: [],
    ...result,
  };
}

const lost = (result: Partial<TestResult>, id = requirement) =>
  recordOfLostTest([rmsiFacts], id, 'rmsi-soap11', ended(result));

test('a test that ran out of time blocks its requirement', () => {
  expect(lost({ status: 'timedOut' })).toMatchObject({
    requirement,
    project: 'rmsi-soap11',
    level: 'MUST',
    verdict: 'blocked',
    durationMs: 120_001,
    blocked: {
      code: 'timed-out',
      reason:
        'The check was stopped after 120001 ms; a server this slow needs a lower deadline (--deadline).',
    },
  });
});

test('a test whose worker died blocks its requirement', () => {
  expect(lost({ error: { message: 'worker process exited unexpectedly' } })).toMatchObject({
    verdict: 'blocked',
    blocked: { code: 'harness-error', reason: 'worker process exited unexpectedly' },
  });
  expect(lost({ status: 'interrupted' })?.blocked).toEqual({
    code: 'harness-error',
    reason: 'The worker ended without a verdict.',
  });
});

test('what it died of goes without secrets', () => {
  const message = 'bad <ContentKey>c2VjcmV0IGtleSE=</ContentKey>';
  expect(lost({ error: { message } })?.blocked?.reason).toBe(
    'bad <ContentKey>[redacted]</ContentKey>',
  );
});

test('the record makes the run incomplete, and its results valid', () => {
  const record = lost({ status: 'timedOut' });
  const results = makeResults(
    {
      name: 'a-run',
      startedAt: '2026-01-01T00:00:00.000Z',
      finishedAt: '2026-01-01T00:02:00.000Z',
      strict: false,
      seed: 1,
      workers: 1,
    },
    { name: 'a server', deployments: {}, insecure: false, reachable: true },
    [rmsiFacts.catalogue],
    record === undefined ? [] : [record],
  );
  expect(results).toMatchObject({ exitCode: 2, totals: { blocked: 1, pass: 0 } });
  expect(complaintsAboutResults(results)).toEqual([]);
});

test('a test of no catalogue is no requirement', () => {
  expect(lost({}, 'some other test')).toBeUndefined();
  expect(lost({}, 'toString')).toBeUndefined();
});
