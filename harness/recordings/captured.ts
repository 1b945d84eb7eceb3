import type { Header } from './recording.ts';

/** Bytes that were on the wire, as far as whoever recorded them kept them. */
export interface CapturedBody {
  readonly bytes: Uint8Array;
  /** Whether these are the bytes; false where a tool had made a text of them that can't be undone. */
  readonly exact: boolean;
}

/** An exchange as a tool or our proxy saw it, with its secrets: it is in memory only. */
export interface Captured {
  /** Left out where a message came without one. */
  readonly url?: URL;
  readonly method: string;
  /** Names in lower case, in order, repeats kept. */
  readonly headers: readonly Header[];
  /** Left out where there was none or the tool left it out. */
  readonly body?: CapturedBody;
  readonly response?: CapturedResponse;
  readonly tool?: string;
  readonly recorded?: string;
}

/** What a server answered; the body without Content-Encoding. */
export interface CapturedResponse {
  readonly status: number;
  readonly headers: readonly Header[];
  readonly body?: CapturedBody;
}

/** The first value of a header. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  return headers.find(([each]) => each === name)?.[1];
}

/** Headers with names in lower case; without those that are no name of HTTP/1.1, as `:authority`. */
export function headersFrom(pairs: Iterable<readonly [string, string]>): readonly Header[] {
  return [...pairs].flatMap(([name, value]) =>
    /^[\w!#$%&'*+.^`|~-]+$/.test(name) ? [[name.toLowerCase(), value] as const] : [],
  );
}
