import type { Browser } from '@playwright/test';
import { findChromium, type Environment } from '../tools/find-tool.ts';
import { launchCutOff } from './launch.ts';
import { defaultPatience, type Patience } from './rest.ts';
import { watchPage } from './watch-page.ts';
import type { ServedPage, WatchedPage } from './watched-page.ts';

/** A browser for HTML answers of license servers (MS-DRM 3.2.5.2), cut off from any network. */
export interface LicensePageBrowser {
  /**
   * Opens a page as if it had come from its URL and tells what it does until it rests: which calls of
   * StoreLicense its `netobj` gets, and whatever else it tries. Nothing that it does reaches another
   * program, takes more than a bounded time, or makes this throw; that it does nothing does not either.
   * Pages can be watched at the same time; they share nothing.
   *
   * @throws Error - when the browser was closed or ended in the middle
   */
  watch(page: ServedPage): Promise<WatchedPage>;
  close(): Promise<void>;
}

/** A browser, or a sentence that says why there is none and what to do. */
export type OpenedBrowser = { readonly browser: LicensePageBrowser } | { readonly missing: string };

/** What a test replaces. */
export interface BrowserParts {
  readonly find?: (env: Environment) => Promise<string | undefined>;
  readonly patience?: Patience;
}

/**
 * Finds a Chromium and launches it headless. `missing` when there is none, or when it does not start.
 * It has to be closed; it also ends with the process or the thread.
 */
export async function openBrowser(
  env: Environment = process.env,
  { find = findChromium, patience = defaultPatience }: BrowserParts = {},
): Promise<OpenedBrowser> {
  const executable = await find(env);
  if (executable === undefined)
    return {
      missing:
        'There is no Chromium: CHROMIUM_PATH names none, PATH has none, and Playwright has not installed its own. Run `npx assay setup`, or set CHROMIUM_PATH to the executable file of one.',
    };
  let current: Promise<Browser>;
  try {
    current = launchCutOff(executable);
    await current;
  } catch (error) {
    return {
      missing: `${executable} did not start as a headless Chromium (${reasonOf(error)}). Start it by hand to see why; or run \`npx assay setup\`, or set CHROMIUM_PATH to the executable file of another.`,
    };
  }
  let isClosed = false;
  const connected = async (): Promise<Browser> => {
    const before = current;
    const browser = await before;
    if (browser.isConnected()) return browser;
    if (current === before) current = launchCutOff(executable);
    return current;
  };
  return {
    browser: {
      async watch(page) {
        if (isClosed) throw new Error('The browser is closed.');
        return watchPage(await connected(), page, patience);
      },
      async close() {
        isClosed = true;
        await (await current).close();
      },
    },
  };
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const [first = ''] = message.split('\n', 1);
  return first.slice(0, 300);
}
