import type { IncomingMessage } from 'node:http';
import { decodeBody } from '../transport/content-encoding.ts';
import { headerOf, headersFrom, type Captured, type CapturedBody } from './captured.ts';
import { pairsOf } from './hop-headers.ts';
import { mostBodyBytes, type Header } from './recording.ts';

/** An exchange that has passed the proxy. */
export interface ProxiedExchange {
  /** The request's, at the upstream. */
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly incoming: IncomingMessage;
  /** The bodies, where they were complete and not too long. */
  readonly sent: Uint8Array | undefined;
  readonly answered: Uint8Array | undefined;
}

/** What passed, for a recording; undefined where the request did not pass as a whole. */
export async function captureOf(exchange: ProxiedExchange): Promise<Captured | undefined> {
  const { url, request, incoming, sent, answered } = exchange;
  if (sent === undefined) return undefined;
  const headers = headersFrom(pairsOf(request.rawHeaders));
  const answeredHeaders = headersFrom(pairsOf(incoming.rawHeaders));
  const body = await plain(sent, headers);
  const response = answered && (await plain(answered, answeredHeaders));
  return {
    url,
    method: request.method ?? 'GET',
    headers,
    ...(body !== undefined && { body }),
    response: {
      status: incoming.statusCode ?? 502,
      headers: answeredHeaders,
      ...(response !== undefined && { body: response }),
    },
    tool: 'assay record',
    recorded: new Date().toISOString(),
  };
}

/** A body without its Content-Encoding; undefined where that can't be undone within the bounds. */
async function plain(
  bytes: Uint8Array,
  headers: readonly Header[],
): Promise<CapturedBody | undefined> {
  const body = await decodeBody(bytes, headerOf(headers, 'content-encoding'), mostBodyBytes);
  return body instanceof Uint8Array ? { bytes: new Uint8Array(body), exact: true } : undefined;
}
