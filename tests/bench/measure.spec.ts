import { expect, test } from '@playwright/test';
import { derived, describeFigure, figure, median, timeEach } from '../../bench/measure.ts';

test('the median is the middle sample, or the mean of the middle two', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([7])).toBe(7);
  expect(median([])).toBeNaN();
});

test('a figure tells its median and its spread', () => {
  expect(figure('a check', 'ms', [30, 10, 14])).toEqual({
    name: 'a check',
    unit: 'ms',
    median: 14,
    low: 10,
    high: 30,
    samples: 3,
  });
});

test('a line names three digits, and a spread only where there is one', () => {
  expect(describeFigure(figure('a check', 'ms', [1234.5, 0.12345, 9.8765]))).toMatch(
    /^a check +9\.88 ms \(0\.123 to 1235, 3 samples\)$/,
  );
  expect(describeFigure(derived('the suite costs', 'times', 2.04))).toMatch(
    /^the suite costs +2\.04 times$/,
  );
});

test('a task is timed as often as was asked, one run after the other', async () => {
  let running = 0;
  let most = 0;
  const samples = await timeEach(3, async () => {
    running += 1;
    most = Math.max(most, running);
    await Promise.resolve();
    running -= 1;
  });
  expect(samples).toHaveLength(3);
  expect(most).toBe(1);
});
