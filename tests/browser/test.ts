import { test as base } from '@playwright/test';
import { openBrowser, type OpenedBrowser } from '../../harness/browser/open-browser.ts';
import type { ServedPage, WatchedPage } from '../../harness/browser/watched-page.ts';
import { served } from './pages.ts';

/** Opens an HTML text, or an answer with headers, and tells what it did. */
export type Watch = (page: string | Partial<ServedPage>) => Promise<WatchedPage>;

/** One browser for the tests of a worker; without a Chromium they are skipped. */
export const test = base.extend<{ watch: Watch }, { opened: OpenedBrowser }>({
  opened: [
    async ({}, use) => {
      const opened = await openBrowser();
      await use(opened);
      if ('browser' in opened) await opened.browser.close();
    },
    { scope: 'worker' },
  ],
  watch: async ({ opened }, use) => {
    test.skip('missing' in opened, 'missing' in opened ? opened.missing : '');
    await use(page => {
      if ('missing' in opened) throw new Error(opened.missing);
      return opened.browser.watch(served(page));
    });
  },
});
