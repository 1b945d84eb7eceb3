import { openBrowser, type OpenedBrowser } from './open-browser.ts';

/** A browser that others may use at the same time. */
export interface BorrowedBrowser {
  readonly opened: Promise<OpenedBrowser>;
  /** To be called once, when it is needed no more. */
  readonly giveBack: () => void;
}

/** Milliseconds for which a browser that nobody has is kept: the next session mostly comes at once. */
const keptFor = 1_000;

let current: Promise<OpenedBrowser> | undefined;
let borrowers = 0;
let closing: NodeJS.Timeout | undefined;

/**
 * The browser of this process, or thread: starting one costs more than all pages of a session. It is
 * started when first asked for, and ends soon after everybody has given it back. Pages share nothing.
 */
export function borrowBrowser(open: () => Promise<OpenedBrowser> = openBrowser): BorrowedBrowser {
  clearTimeout(closing);
  borrowers += 1;
  const opened = (current ??= open());
  let isBorrowed = true;
  return {
    opened,
    giveBack() {
      if (!isBorrowed) return;
      isBorrowed = false;
      borrowers -= 1;
      if (borrowers === 0) closing = setTimeout(() => void endSharedBrowser(), keptFor);
    },
  };
}

/** Ends it at once, for a process or thread that is about to end. */
export async function endSharedBrowser(): Promise<void> {
  clearTimeout(closing);
  const ended = current;
  current = undefined;
  const opened = await ended;
  if (opened !== undefined && 'browser' in opened) await opened.browser.close();
}
