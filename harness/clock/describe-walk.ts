import { readMediaType } from '../soap/media-type.ts';
import type { WireResponse } from '../transport/wire.ts';
import { quote } from '../verdict/expect.ts';
import { headerOf, type Walk } from './walk.ts';

/** One line that says what a walk has ended with, for the `came` side of a finding. */
export function describeEnd({ redirects, end }: Walk): string {
  const after = redirects.length === 0 ? '' : ` after ${count(redirects.length, 'redirect')}`;
  switch (end.kind) {
    case 'response':
      return `${describeResponse(end.response)}${after}`;
    case 'failure':
      return `no complete response${after} (${end.failure.message})`;
    case 'stopped':
      return `a redirect to ${quote(end.to.href)}, which is not of the target`;
    case 'lost':
      return quoteLost(end.came);
  }
}

/** `HTTP 200, text/html, 12 bytes`. */
export function describeResponse(response: WireResponse): string {
  const type = readMediaType(headerOf(response, 'content-type') ?? '')?.type;
  const media = type === undefined ? 'no Content-Type' : quote(type).slice(1, -1);
  return `HTTP ${response.status}, ${media}, ${count(response.body.length, 'byte')}`;
}

/** The text of a body on one line, in quotation marks, cut; bytes that are no UTF-8 are replaced. */
export function quoteBody({ body }: WireResponse): string {
  return body.length === 0
    ? 'an empty body'
    : quote(Buffer.from(body.subarray(0, 2_000)).toString('utf8'));
}

function quoteLost(came: string): string {
  return quote(came).slice(1, -1);
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
