import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';

/** A request whose body was read whole. `url` is absolute, as the client addressed it. */
export interface HttpRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingHttpHeaders;
  readonly body: Uint8Array;
}

/** An answer before it is sent; a string body goes out as UTF-8. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** Bytes beyond the limit that are still read, so that the client gets to see the answer. */
const discarded = 64 * 1024 * 1024;

/**
 * Reads a request's body whole, holding at most `maximumBytes`.
 *
 * @returns undefined when the body is longer.
 * @throws the stream's error when the client goes away, or sends far more than is allowed.
 */
export async function readRequest(
  message: IncomingMessage,
  url: URL,
  maximumBytes: number,
): Promise<HttpRequest | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= maximumBytes) chunks.push(chunk);
    else if (length > maximumBytes + discarded) throw new RangeError('The request has no end.');
  }
  if (length > maximumBytes) return undefined;
  const { method = 'GET', headers } = message;
  return { method, url, headers, body: Buffer.concat(chunks) };
}

/** Sends an answer whole, with a Content-Length. */
export function sendResponse(response: ServerResponse, answer: HttpResponse): void {
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body, 'utf8') : answer.body;
  response.writeHead(answer.status, { 'content-length': body.length, ...answer.headers });
  response.end(body);
}

/** A page for people who open an endpoint in a browser, or went wrong. */
export function page(
  status: number,
  title: string,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse {
  const body = `<!DOCTYPE html><html lang="en"><title>${title}</title><h1>${title}</h1></html>`;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', ...headers }, body };
}
