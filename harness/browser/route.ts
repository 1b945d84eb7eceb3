import type { Page, Request, Route } from '@playwright/test';
import type { PageRecord } from './record.ts';
import type { Decorations } from './decorations.ts';
import { servedHeaders } from './served-headers.ts';
import type { ServedPage } from './watched-page.ts';

/**
 * Answers the first request for a document with the served page, always as 200, for other statuses
 * make Chromium show something else; refuses every other request and notes it.
 */
export async function route(
  page: Page,
  served: ServedPage,
  record: PageRecord,
  decorations: Decorations,
): Promise<void> {
  let isServed = false;
  await page.context().route('**/*', async route => {
    const request = route.request();
    const isDocument = isOfMainFrame(request, page);
    if (isDocument && !isServed) {
      isServed = true;
      const body = Buffer.from(served.body);
      await ignoreEnd(route.fulfill({ status: 200, headers: servedHeaders(served), body }));
      return;
    }
    const kind = decorations.has(request.url()) ? 'decoration' : 'request';
    record.note(isDocument ? 'navigation' : kind, request.url());
    // `aborted` leaves a document as it was, where other errors would put their page in its place.
    await ignoreEnd(route.abort('aborted'));
  });
}

function isOfMainFrame(request: Request, page: Page): boolean {
  if (!request.isNavigationRequest()) return false;
  try {
    return request.frame() === page.mainFrame();
  } catch {
    // A new window's, which has no frame yet.
    return false;
  }
}

/** The page may be closed meanwhile. */
async function ignoreEnd(done: ReturnType<Route['abort']>): Promise<void> {
  try {
    await done;
  } catch {
    // Nobody waits for the answer any more.
  }
}
