import type { Browser } from '@playwright/test';

/** Nothing is ever looked up under this name (RFC 6761 section 6.4), and no proxy can have it. */
const noProxy = 'http://proxy.invalid:9';

const flags = [
  // Root can't have the sandbox, and containers have little shared memory.
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  // A page can't make a process of its own for a frame, where the debugger would not see its scripts.
  '--disable-site-isolation-trials',
  // Second to the proxy: no name and no address leads anywhere.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  // The first is Chromium's, the second that of its headless shell.
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--mute-audio',
  // Megabytes, for the scripts of a page.
  '--js-flags=--max-old-space-size=512',
];

/**
 * Starts a headless Chromium from which nothing reaches a network: all its traffic, also to loopback,
 * goes to a proxy that does not exist. Nor does it start other programs.
 *
 * @throws Error - of Playwright, when it does not start
 */
export async function launchCutOff(executablePath: string): Promise<Browser> {
  // Slow to load, and needed by few runs.
  const { chromium } = await import('@playwright/test');
  const browser = await chromium.launch({
    executablePath,
    args: flags,
    proxy: { server: noProxy, bypass: '<-loopback>' },
    // Windows that nobody clicked for stay blocked: a page may open thousands.
    ignoreDefaultArgs: ['--disable-popup-blocking'],
    // What a signal means to this process is not a browser's to decide.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  try {
    await spendProgramStart(browser);
  } catch (error) {
    await browser.close();
    throw error;
  }
  return browser;
}

/**
 * Chromium hands addresses with schemes that it does not know, and mailto always, to another program,
 * but only one until somebody clicks or types. Nobody does; so this is the one, and it has no program.
 */
async function spendProgramStart(browser: Browser): Promise<void> {
  const context = await browser.newContext();
  const session = await context.newCDPSession(await context.newPage());
  await session.send('Page.navigate', { url: 'assay-no-program:' });
  await context.close();
}
