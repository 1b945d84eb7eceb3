/** An answer of a server, to be opened as a browser would open it. The body is decoded already. */
export interface ServedPage {
  readonly url: string;
  readonly status: number;
  /** Names in any case, in order, repeats kept. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Uint8Array;
}

/** One call of StoreLicense on `netobj`. */
export interface StoreLicenseCall {
  /** The first argument as a string, cut after `mostArgumentCharacters`. */
  readonly argument: string;
  readonly argumentCount: number;
  /** Whether the call came while the document's own load event was being handled. */
  readonly onLoad: boolean;
}

/**
 * What else a page can do:
 *
 * - `navigation`: the page asked for another one, or would later (a refresh); none was followed;
 * - `decoration`: a picture, font or style sheet that its markup names; nothing was sent;
 * - `request`: anything else it asked the network for, frames' documents too; nothing was sent;
 * - `script`: a script besides one inline script and the body's onload handler, also one that has not
 *   run (an onclick), a worker, and a frame, for it can hold any;
 * - `other-member`: use of `netobj` that is no call of StoreLicense;
 * - `never-loaded`: there was no load event in time;
 * - `hang`, `crash`: the page stopped answering, its process ended;
 * - `flood`: it did so much that watching was given up.
 */
export type PageEventKind =
  | 'dialog'
  | 'navigation'
  | 'decoration'
  | 'request'
  | 'popup'
  | 'download'
  | 'script'
  | 'script-error'
  | 'other-member'
  | 'never-loaded'
  | 'hang'
  | 'crash'
  | 'flood';

/** Something that happened besides calls of StoreLicense. The detail is one printable, bounded line. */
export interface PageEvent {
  readonly kind: PageEventKind;
  readonly detail: string;
}

/** What a page did until it had loaded and come to rest. */
export interface WatchedPage {
  /** In order; the first `mostCalls`. */
  readonly calls: readonly StoreLicenseCall[];
  /** All calls; a page that goes on and on is counted up to a bound. */
  readonly callCount: number;
  /** The same thing is told once, and of one kind no more than `mostOfOneKind`. */
  readonly events: readonly PageEvent[];
  /** The first element with the id `netobj` in the document at rest; its attribute as written. */
  readonly netobj: { readonly tag: string; readonly classid: string } | undefined;
  readonly title: string;
  /** The text that is shown. */
  readonly text: string;
}

export const mostCalls = 10;
export const mostOfOneKind = 10;

/** Far beyond any license response; in UTF-16 code units. */
export const mostArgumentCharacters = 4 * 1024 * 1024;
