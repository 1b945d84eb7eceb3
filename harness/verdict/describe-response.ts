import { readMediaType } from '../soap/media-type.ts';
import { headerOf } from '../transport/response-header.ts';
import type { WireResponse } from '../transport/wire.ts';
import { count } from './count.ts';
import { quote } from './expect.ts';

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
