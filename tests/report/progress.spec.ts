import type { FullConfig, Suite, TestCase, TestResult } from '@playwright/test/reporter';
import { expect, test } from '@playwright/test';
import { ProgressReporter } from '../../harness/report/progress.ts';

/** Runs five tests, each of which takes so long, and returns what was written. */
function written(isTTY: boolean, milliseconds: number): readonly string[] {
  const lines: string[] = [];
  let now = 0;
  const stream = { isTTY, write: (text: string) => lines.push(text) };
  const reporter = new ProgressReporter(stream, () => now);
  reporter.onBegin(
    {} as FullConfig,
    { allTests: () => new Array<TestCase>(5) } as unknown as Suite,
  );
  for (const status of ['passed', 'failed', 'skipped', 'timedOut', 'passed'] as const) {
    now += milliseconds;
    reporter.onTestEnd({} as TestCase, { status } as TestResult);
  }
  reporter.onEnd();
  return lines;
}

test('on a terminal one line is overwritten, and gone at the end', () => {
  expect(written(true, 100)).toEqual([
    '\r2 of 5 checks done, 1 broken\u001b[K',
    '\r4 of 5 checks done, 2 broken\u001b[K',
    '\r\u001b[K',
  ]);
});

test('elsewhere there is a line every half minute, and none in a short run', () => {
  expect(written(false, 100)).toEqual([]);
  expect(written(false, 15_000)).toEqual([
    '2 of 5 checks done, 1 broken\n',
    '4 of 5 checks done, 2 broken\n',
  ]);
});
