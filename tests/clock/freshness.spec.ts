import { expect, test } from '@playwright/test';
import { reuseAllowedBy } from '../../harness/clock/freshness.ts';

const date = 'Mon, 23 Nov 2026 09:00:00 GMT';
const allowed = (...headers: readonly (readonly [string, string])[]) =>
  reuseAllowedBy({
    kind: 'response',
    status: 200,
    headers: [['date', date], ...headers],
    body: new Uint8Array(),
    durationMs: 1,
  });

test('answers that let themselves be reused are found', () => {
  for (const value of ['public', 'max-age=1', 'Private, Max-Age="60"', 'private, s-maxage=5'])
    expect(allowed(['cache-control', value]), value).toBe(`Cache-Control: ${value}`);
  const later = 'Mon, 23 Nov 2026 09:00:01 GMT';
  expect(allowed(['expires', later])).toBe(`Expires: ${later}`);
  expect(allowed(['cache-control', 'private'], ['expires', later])).toBe(`Expires: ${later}`);
});

test('others are not', () => {
  expect(allowed()).toBeUndefined();
  for (const value of [
    'private',
    'no-store',
    'no-cache, public, max-age=60',
    'private, max-age=0',
    'max-age=x',
    '',
  ])
    expect(allowed(['cache-control', value]), value).toBeUndefined();
  expect(allowed(['expires', date])).toBeUndefined();
  expect(allowed(['expires', '-1'])).toBeUndefined();
  // max-age outranks Expires.
  const later = 'Mon, 23 Nov 2026 10:00:00 GMT';
  expect(allowed(['cache-control', 'max-age=0'], ['expires', later])).toBeUndefined();
});
