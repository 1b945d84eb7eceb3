import type { BrowserContext, CDPSession, Dialog, Page } from '@playwright/test';
import type { PageRecord } from './record.ts';

/** How Chromium says that a script did not run because of the page's Content-Security-Policy. */
const ownPolicy = /^Blocked script execution|violates the following Content Security Policy/;

/** Notes what a page does that Chromium tells by itself; dialogs are dismissed, windows closed. */
export async function listen(
  page: Page,
  session: CDPSession,
  mainFrame: string,
  record: PageRecord,
): Promise<void> {
  page.on('dialog', dialog => {
    record.note('dialog', `${dialog.type()}: ${dialog.message()}`);
    dismiss(dialog);
  });
  page.on('pageerror', error => {
    record.note('script-error', error.message);
  });
  page.on('download', download => {
    record.note('download', `${download.suggestedFilename()}, from ${download.url()}`);
  });
  page.on('websocket', socket => {
    record.note('request', socket.url());
  });
  page.on('worker', worker => {
    record.note('script', `a worker, ${worker.url()}`);
  });
  page.on('crash', () => {
    record.note('crash', 'The process of the page ended.');
  });
  closeWindows(page.context(), page, record);
  // Told at once; routing comes to hear of a request only when the script that makes it lets go.
  session.on('Network.requestWillBeSent', () => {
    record.count();
  });
  await session.send('Network.enable');
  session.on('Log.entryAdded', ({ entry }) => {
    const { source, level, text } = entry;
    if (source === 'security' && level === 'error' && ownPolicy.test(text))
      record.note('script-error', text);
  });
  await session.send('Log.enable');
  await listenToFrames(session, mainFrame, record);
}

/** Chromium says the same navigation up to three times, and each of the events misses some. */
async function listenToFrames(
  session: CDPSession,
  mainFrame: string,
  record: PageRecord,
): Promise<void> {
  const noteNavigation = ({ frameId, url }: { frameId: string; url: string }): void => {
    if (/^javascript:/i.test(url)) record.note('script', url);
    else if (frameId === mainFrame) record.note('navigation', url);
    else if (!url.startsWith('about:')) record.note('request', url);
  };
  let isOpened = false;
  session.on('Page.frameScheduledNavigation', noteNavigation);
  session.on('Page.frameRequestedNavigation', noteNavigation);
  session.on('Page.navigatedWithinDocument', noteNavigation);
  session.on('Page.frameStartedNavigating', started => {
    // The first is how the page itself is opened.
    if (isOpened) noteNavigation(started);
    isOpened = true;
  });
  session.on('Page.windowOpen', ({ url }) => {
    record.note('popup', url);
  });
  session.on('Page.frameAttached', () => {
    record.note('script', 'a frame');
  });
  await session.send('Page.enable');
}

/** Chromium blocks windows that nobody clicked for; this is for any that it lets through. */
function closeWindows(context: BrowserContext, page: Page, record: PageRecord): void {
  context.on('page', opened => {
    if (opened === page) return;
    record.note('popup', opened.url());
    opened.close().catch(() => undefined);
  });
}

function dismiss(dialog: Dialog): void {
  // It may be gone already, with the page.
  dialog.dismiss().catch(() => undefined);
}
