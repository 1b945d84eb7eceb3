import { expect, test } from '@playwright/test';
import type { OpenedBrowser } from '../../harness/browser/open-browser.ts';
import { borrowBrowser } from '../../harness/browser/shared-browser.ts';

/** Counts what is started and what is ended; watches nothing. */
function counting(missing?: string) {
  const counts = { opened: 0, closed: 0 };
  const open = (): Promise<OpenedBrowser> => {
    counts.opened += 1;
    if (missing !== undefined) return Promise.resolve({ missing });
    return Promise.resolve({
      browser: {
        watch: () => Promise.reject(new Error('There is nothing to watch.')),
        close: () => Promise.resolve(void (counts.closed += 1)),
      },
    });
  };
  return { counts, open };
}

test('a browser is started once for all who have it, and ends when nobody has it', async () => {
  const { counts, open } = counting();
  const [one, other] = [borrowBrowser(open), borrowBrowser(open)];
  expect(await one.opened).toBe(await other.opened);
  expect(counts).toEqual({ opened: 1, closed: 0 });
  one.giveBack();
  // Once more gives nothing back for the other.
  one.giveBack();
  other.giveBack();
  await expect.poll(() => counts.closed).toBe(1);
  expect(counts.opened).toBe(1);
});

test('whoever comes before it has ended gets the same, whoever comes after it another', async () => {
  const { counts, open } = counting();
  borrowBrowser(open).giveBack();
  const next = borrowBrowser(open);
  await next.opened;
  expect(counts).toEqual({ opened: 1, closed: 0 });
  next.giveBack();
  await expect.poll(() => counts.closed).toBe(1);
  const last = borrowBrowser(open);
  await last.opened;
  expect(counts.opened).toBe(2);
  last.giveBack();
  await expect.poll(() => counts.closed).toBe(2);
});

test('one that is missing is looked for again', async () => {
  const { counts, open } = counting('There is none.');
  const first = borrowBrowser(open);
  expect(await first.opened).toEqual({ missing: 'There is none.' });
  first.giveBack();
  await expect
    .poll(
      async () => {
        const again = borrowBrowser(open);
        await again.opened;
        again.giveBack();
        return counts.opened;
      },
      { intervals: [2_000] },
    )
    .toBeGreaterThan(1);
});
