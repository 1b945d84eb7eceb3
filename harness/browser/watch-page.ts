import type { Browser, BrowserContext } from '@playwright/test';
import { printable } from '../discovery/printable.ts';
import { followDecorations } from './decorations.ts';
import { listen } from './listen.ts';
import type { Look } from './look.ts';
import { startRecord, type PageRecord } from './record.ts';
import { stay, type Patience } from './rest.ts';
import { route } from './route.ts';
import { followScripts, noteScripts, type ParsedScripts } from './scripts.ts';
import { announcedNavigations, scriptsAllowed } from './served-headers.ts';
import { makeStandIn } from './stand-in.ts';
import type { ServedPage, WatchedPage } from './watched-page.ts';
import { within } from './within.ts';

/** Opens a page in a context of its own, as LicensePageBrowser.watch says. */
export async function watchPage(
  browser: Browser,
  served: ServedPage,
  patience: Patience,
): Promise<WatchedPage> {
  const context = await browser.newContext({
    acceptDownloads: false,
    permissions: [],
    serviceWorkers: 'block',
  });
  try {
    return await watchIn(context, served, patience);
  } finally {
    const closed = await within(
      patience.answer,
      context.close().then(
        () => true,
        () => true,
      ),
    );
    // A browser that can't close a page is of no more use; the next page gets a new one.
    if (closed !== true) await browser.close();
  }
}

async function watchIn(
  context: BrowserContext,
  served: ServedPage,
  patience: Patience,
): Promise<WatchedPage> {
  const record = startRecord();
  const standIn = makeStandIn();
  await context.addInitScript({ content: standIn.script });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  const { frameTree } = await session.send('Page.getFrameTree');
  const mainFrame = frameTree.frame.id;
  session.on('Runtime.bindingCalled', ({ name, payload }) => {
    if (name === standIn.binding) standIn.receive(payload, record);
  });
  await session.send('Runtime.enable');
  await session.send('Runtime.addBinding', { name: standIn.binding });
  const scripts = await followScripts(session, mainFrame, record);
  await listen(page, session, mainFrame, record);
  await route(page, served, record, await followDecorations(session));
  for (const announced of announcedNavigations(served)) record.note('navigation', announced);
  scripts.begin();
  const loaded = new Promise<'loaded'>(resolve => {
    session.on('Page.loadEventFired', () => {
      resolve('loaded');
    });
  });
  const download = page.waitForEvent('download', { timeout: 0 }).catch(() => undefined);
  const opened = page.goto(served.url, { waitUntil: 'commit', timeout: patience.load }).then(
    () => undefined,
    async (error: unknown) => {
      const line = firstLine(error);
      // Said before the event, which has the name.
      if (line.includes('Download is starting')) await within(patience.answer, download);
      return `${served.url} was not opened: ${line}`;
    },
  );
  const allowsScripts = scriptsAllowed(served);
  const watching = { session, mainFrame, record, patience, allowsScripts };
  const looks = await stay(opened, loaded, watching);
  // Whatever still runs would keep Chromium from answering, and from closing the page.
  const ended = session.send('Runtime.terminateExecution').catch(() => undefined);
  await within(patience.answer, ended);
  return finish(looks, scripts, record, patience);
}

async function finish(
  looks: readonly Look[],
  scripts: ParsedScripts,
  record: PageRecord,
  patience: Patience,
): Promise<WatchedPage> {
  const parsed = (await within(patience.answer, scripts.read())) ?? [];
  noteScripts(parsed, looks, record);
  for (const { refreshes } of looks)
    for (const refresh of refreshes) record.note('navigation', `META refresh: ${refresh}`);
  const [first] = looks;
  const { calls, callCount, events } = record;
  return {
    calls: [...calls],
    callCount,
    events: [...events],
    netobj:
      first === undefined || first.netobj === null
        ? undefined
        : { tag: first.netobj.tag, classid: printable(first.netobj.classid) },
    title: printable(first?.title ?? ''),
    text: printable(first?.text ?? '', 1_000),
  };
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0] ?? '';
}
