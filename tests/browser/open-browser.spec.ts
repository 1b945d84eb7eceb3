import { chmodSync, writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { expect, test as plain } from '@playwright/test';
import { openBrowser } from '../../harness/browser/open-browser.ts';
import { findChromium } from '../../harness/tools/find-tool.ts';
import { licensePage, onLoad, served } from './pages.ts';
import { test } from './test.ts';

plain('without a Chromium it is said what was looked for, and what to do', async () => {
  const opened = await openBrowser(
    { PATH: '', CHROMIUM_PATH: '' },
    { find: env => findChromium(env, () => Promise.resolve('/nowhere/chrome')) },
  );
  expect(opened).toEqual({
    missing:
      'There is no Chromium: CHROMIUM_PATH names none, PATH has none, and Playwright has not installed its own. Run `npx assay setup`, or set CHROMIUM_PATH to the executable file of one.',
  });
});

plain('a Chromium that does not start is as good as none', async ({}, testInfo) => {
  const file = testInfo.outputPath('chromium');
  writeFileSync(file, '#!/bin/sh\nexit 1\n');
  chmodSync(file, 0o755);
  const opened = await openBrowser({ CHROMIUM_PATH: file });
  expect(opened).toHaveProperty(
    'missing',
    expect.stringMatching(
      /chromium did not start as a headless Chromium \(.+\)\. .*`npx assay setup`.*CHROMIUM_PATH/,
    ),
  );
});

test('pages are watched at the same time, and share nothing', async ({ opened }) => {
  test.skip('missing' in opened, 'missing' in opened ? opened.missing : '');
  if ('missing' in opened) return;
  const { browser } = opened;
  const script = `netobj.StoreLicense(String(localStorage.getItem("a")) + document.cookie);
    localStorage.setItem("a", "seen"); document.cookie = "b=seen"`;
  const pages = [1, 2, 3].map(() => browser.watch(served(licensePage({ script }))));
  for (const { calls } of await Promise.all(pages)) expect(calls).toEqual([onLoad('null')]);
});

test('a closed browser watches no more', async ({ opened }) => {
  test.skip('missing' in opened, 'missing' in opened ? opened.missing : '');
  const own = await openBrowser();
  if ('missing' in own) throw new Error(own.missing);
  await own.browser.close();
  await expect(own.browser.watch(served(licensePage()))).rejects.toThrow('The browser is closed.');
});

test('it works in a thread', async ({ opened }) => {
  test.skip('missing' in opened, 'missing' in opened ? opened.missing : '');
  const thread = new Worker(new URL('./watch-in-thread.mjs', import.meta.url));
  const ended = new Promise<number>((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', resolve);
  });
  const answer = await new Promise<unknown>((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
  });
  expect(answer).toMatchObject({ calls: [onLoad('license')], events: [] });
  // Nothing is left that would keep it.
  expect(await ended).toBe(0);
});
