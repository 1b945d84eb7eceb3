import type { CDPSession } from '@playwright/test';
import type { Look } from './look.ts';
import type { PageRecord } from './record.ts';
import { mostOfOneKind } from './watched-page.ts';

/** The scripts that Chromium parsed in a page, and where from. */
export interface ParsedScripts {
  /** From here on scripts are the page's; those before are the harness's, and known by their hash. */
  begin(): void;
  /** Their sources, as far as they can still be had. Waits for Chromium to answer. */
  read(): Promise<readonly ParsedScript[]>;
}

/** A script that was parsed. */
export interface ParsedScript {
  readonly source: string;
  /** Parsed from the markup of the page itself: neither of a frame nor made by another script. */
  readonly isOfMarkup: boolean;
}

/** More are parsed only by a page that makes them in a loop; the first tell enough. */
const mostScripts = 5 * mostOfOneKind;

/** Sources above this many characters are not fetched. */
const mostSource = 1_000_000;

/**
 * Has Chromium's debugger tell of every script from now on: elements, handlers at their first use,
 * eval, Function, timers with text and javascript addresses. A `debugger` statement halts nothing.
 */
export async function followScripts(
  session: CDPSession,
  mainFrame: string,
  record: PageRecord,
): Promise<ParsedScripts> {
  const own = new Set<string>();
  const parsed: Promise<ParsedScript>[] = [];
  let isOwn = true;
  session.on('Debugger.scriptParsed', script => {
    const { hash, scriptId, length = 0, embedderName = '' } = script;
    const context = script.executionContextAuxData as Readonly<Record<string, unknown>> | undefined;
    if (context?.['isDefault'] !== true) return;
    if (isOwn) own.add(hash);
    if (own.has(hash)) return;
    record.count();
    if (parsed.length >= mostScripts) return;
    const isOfMarkup = embedderName !== '' && context['frameId'] === mainFrame;
    const source =
      length > mostSource
        ? Promise.resolve(`${length} characters`)
        : session.send('Debugger.getScriptSource', { scriptId }).then(
            ({ scriptSource }) => scriptSource,
            () => `${length} characters of ${script.url}`,
          );
    parsed.push(source.then(text => ({ source: text, isOfMarkup })));
  });
  session.on('Debugger.paused', () => {
    // Said now, since the page's process was another one before. It may be over already.
    session.send('Debugger.setSkipAllPauses', { skip: true }).catch(() => undefined);
    session.send('Debugger.resume').catch(() => undefined);
  });
  await session.send('Debugger.enable');
  return {
    begin() {
      isOwn = false;
    },
    read: () => Promise.all(parsed),
  };
}

/**
 * Notes the scripts that are neither the page's one inline script nor its body's onload: those that
 * were parsed, and those in the document that have not run.
 *
 * @param looks - at the document when it was loaded, and later
 */
export function noteScripts(
  parsed: readonly ParsedScript[],
  looks: readonly Look[],
  record: PageRecord,
): void {
  const others = [...parsed];
  const leaveOut = (isIt: (script: ParsedScript) => boolean): void => {
    const at = others.findIndex(isIt);
    if (at >= 0) others.splice(at, 1);
  };
  const [first] = looks;
  // Without a look there is no telling which script the onload is: the benefit of the doubt.
  if (first === undefined) leaveOut(({ isOfMarkup }) => isOfMarkup);
  else leaveOut(({ source, isOfMarkup }) => isOfMarkup && source === first.onLoad);
  leaveOut(({ isOfMarkup }) => isOfMarkup);
  const handlers = looks.flatMap(look => look.handlers);
  const handlerTexts = new Set(handlers.map(({ value }) => value));
  for (const { source } of others) if (!handlerTexts.has(source)) record.note('script', source);
  for (const { name, value } of handlers) record.note('script', `${name}: ${value}`);
  for (const { scripts, addresses } of looks) {
    for (const [index, { source, text }] of scripts.entries()) {
      if (source !== '') record.note('script', `src: ${source}`);
      else if (index > 0) record.note('script', text);
    }
    for (const address of addresses) record.note('script', address);
  }
}
