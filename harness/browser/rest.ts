import type { CDPSession } from '@playwright/test';
import { lookExpression, type Look } from './look.ts';
import type { PageRecord } from './record.ts';
import { within } from './within.ts';

/** How long a page is waited for, in milliseconds. */
export interface Patience {
  /** Until its load event. */
  readonly load: number;
  /** Until it answers a question. */
  readonly answer: number;
}

/** A page of some kilobytes needs a few hundredths of a second; a busy machine a hundred times that. */
export const defaultPatience: Patience = { load: 15_000, answer: 10_000 };

/** A page that is being watched. */
export interface Watching {
  readonly session: CDPSession;
  readonly mainFrame: string;
  readonly record: PageRecord;
  readonly patience: Patience;
  /** Whether scripts are allowed to the page: without, its timers stand still for everybody. */
  readonly allowsScripts: boolean;
}

/**
 * A page is at rest when this many milliseconds of its own timers have passed without anything
 * happening; after so many rounds it is taken as it is.
 */
const quiet = 300;
const mostRounds = 6;

/**
 * Waits until the page has loaded, and then until it rests, and looks at it at both times. Fewer looks
 * come back when the page hangs or is gone.
 *
 * @param opened - undefined once the page has begun to come, else why it does not
 */
export async function stay(
  opened: Promise<string | undefined>,
  loaded: Promise<'loaded'>,
  watching: Watching,
): Promise<readonly Look[]> {
  const { record, patience } = watching;
  const problem = await opened;
  if (problem !== undefined) {
    record.note('never-loaded', problem);
    return [];
  }
  const end = await waitForLoad(loaded, watching);
  if (end === 'gone') return [];
  if (end === 'late')
    record.note('never-loaded', `There was no load event in ${patience.load} milliseconds.`);
  const first = await look(watching);
  if (first === undefined) return [];
  for (let round = 0, before = -1; round < mostRounds && record.reports !== before; round += 1) {
    before = record.reports;
    if (!(await pause(watching))) return [first];
  }
  const last = await look(watching);
  return last === undefined ? [first] : [first, last];
}

/** Asks meanwhile whether the page still answers. */
async function waitForLoad(
  loaded: Promise<'loaded'>,
  watching: Watching,
): Promise<'loaded' | 'late' | 'gone'> {
  const { patience } = watching;
  const end = Date.now() + patience.load;
  while (Date.now() < end) {
    if ((await within(quiet, loaded)) === 'loaded') return 'loaded';
    if ((await evaluate('0', watching)).kind === 'none') return 'gone';
  }
  return 'late';
}

/** Lets `quiet` milliseconds pass on the page's own clock, if it has one. False when it is gone. */
async function pause(watching: Watching): Promise<boolean> {
  if (!watching.allowsScripts) {
    await new Promise(resolve => setTimeout(resolve, quiet));
    return true;
  }
  const expression = `new Promise(resolve => setTimeout(resolve, ${quiet}))`;
  return (await evaluate(expression, watching)).kind !== 'none';
}

/** A look at the document; at the next one when a navigation comes in between. */
async function look(watching: Watching): Promise<Look | undefined> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const came = await evaluate(lookExpression, watching);
    if (came.kind === 'none') return undefined;
    if (came.kind === 'value') return came.value as Look;
  }
  return undefined;
}

type Answer =
  | { readonly kind: 'value'; readonly value: unknown }
  /** The document went away meanwhile. */
  | { readonly kind: 'lost' }
  | { readonly kind: 'none' };

/**
 * Evaluates in a world of the harness's own in the main frame. A page that does not let it come to an
 * end hangs: that is noted.
 */
async function evaluate(expression: string, watching: Watching): Promise<Answer> {
  const { record, patience } = watching;
  const over = record.over.then((): Answer => ({ kind: 'none' }));
  const came = await within(patience.answer, Promise.race([over, ask(expression, watching)]));
  if (came !== undefined) return came;
  record.note('hang', `The page did not answer in ${patience.answer} milliseconds.`);
  return { kind: 'none' };
}

async function ask(expression: string, { session, mainFrame }: Watching): Promise<Answer> {
  try {
    const { executionContextId: contextId } = await session.send('Page.createIsolatedWorld', {
      frameId: mainFrame,
      worldName: 'assay',
    });
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression,
      contextId,
      returnByValue: true,
      awaitPromise: true,
    });
    return exceptionDetails === undefined
      ? { kind: 'value', value: result.value as unknown }
      : { kind: 'lost' };
  } catch {
    return { kind: 'lost' };
  }
}
