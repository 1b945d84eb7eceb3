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
      if (borrowers === 0) closing = setTimeout(end, keptFor);
    },
  };
}

function end(): void {
  const ended = current;
  current = undefined;
  void ended?.then(async opened => {
    if ('browser' in opened) await opened.browser.close();
  });
}
