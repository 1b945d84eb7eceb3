import { expect, test } from '@playwright/test';
import { contains, formatTime, parseTime } from '../../harness/xrml/time.ts';

test('times are UTC, whatever the zone of the machine', () => {
  expect(parseTime('2010-06-11T20:46').toISOString()).toBe('2010-06-11T20:46:00.000Z');
  expect(parseTime('2010-06-11T20:46:05Z').toISOString()).toBe('2010-06-11T20:46:05.000Z');
  expect(formatTime(new Date('2010-06-11T20:46:59Z'))).toBe('2010-06-11T20:46');
});

for (const text of [
  '',
  '2010-06-11',
  '2010-02-30T00:00',
  '2010-06-11T24:00',
  '2010-06-11T20:46+01:00',
  ' 2010-06-11T20:46',
])
  test(`"${text}" is no time`, () => {
    expect(() => parseTime(text)).toThrow(`not "${text}"`);
  });

test('a period holds its start and not its end', () => {
  const period = { from: parseTime('2010-06-11T20:46'), until: parseTime('2010-06-11T20:47') };
  expect(contains(period, period.from)).toBe(true);
  expect(contains(period, new Date(period.until.getTime() - 1))).toBe(true);
  expect(contains(period, period.until)).toBe(false);
});
