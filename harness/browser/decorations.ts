import type { CDPSession } from '@playwright/test';

/** What a page is shown with, by the names that Chromium gives its requests. */
const shownWith: ReadonlySet<string> = new Set(['Font', 'Image', 'Stylesheet']);

/** Addresses that are remembered; a page decides how many it has. */
const most = 200;

/** Tells which requests are for pictures, fonts and style sheets that markup names. */
export interface Decorations {
  /** Whether no more than markup asked for this address, and only to show it. */
  readonly has: (url: string) => boolean;
}

/**
 * Follows who asks for what: an address that a script asks for is none of these, whatever it is for, since
 * a script can send something off that way.
 */
export async function followDecorations(session: CDPSession): Promise<Decorations> {
  const ofMarkup = new Set<string>();
  const ofScripts = new Set<string>();
  session.on('Network.requestWillBeSent', ({ request: { url }, type = '', initiator }) => {
    const isShown = shownWith.has(type) && initiator.type === 'parser';
    const found = isShown ? ofMarkup : ofScripts;
    if (found.size < most) found.add(url);
  });
  await session.send('Network.enable');
  return { has: url => ofMarkup.has(url) && !ofScripts.has(url) };
}
