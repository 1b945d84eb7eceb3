import { readMediaType } from '../soap/media-type.ts';
import type { WireOutcome, WireRequest } from '../transport/wire.ts';
import { decodeXml } from '../xml/decode.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { addedHeaders, curlOptions, quote, type SentBy } from './curl-options.ts';
import type { Redactor } from './redact.ts';

/** Characters of a body that an attachment shows; the rest is counted. */
const shownCharacters = 64 * 1024;

/** The request as text: request line, headers, empty line, body; secrets removed. */
export function renderRequest(
  request: WireRequest,
  redactor: Redactor,
  sentBy: SentBy = {},
): string {
  const url = new URL(request.url);
  return [
    `${request.method} ${redactor.text(url.pathname + url.search)} HTTP/1.1`,
    `host: ${url.host}`,
    ...[...Object.entries(request.headers), ...addedHeaders(sentBy)].map(
      ([name, value]) => `${name}: ${redactor.header(name, value)}`,
    ),
    '',
    renderBody(request.body, undefined, redactor),
  ].join('\n');
}

/** The response as text, or one line that says why there is none; secrets removed. */
export function renderOutcome(outcome: WireOutcome, redactor: Redactor): string {
  if (outcome.kind === 'failure')
    return `(no complete response: ${redactor.text(outcome.message)} [${outcome.code}])`;
  const type = outcome.headers.find(([name]) => name === 'content-type')?.[1];
  return [
    `HTTP/1.1 ${outcome.status}`,
    ...outcome.headers.map(([name, value]) => `${name}: ${redactor.header(name, value)}`),
    '',
    renderBody(outcome.body, type, redactor),
  ].join('\n');
}

/**
 * A `curl` command line that sends the request again, body included, for POSIX shells. Nothing in
 * it is expanded by the shell but the places of secrets and certificates that the target names.
 */
export function renderCurl(request: WireRequest, redactor: Redactor, sentBy: SentBy = {}): string {
  const lines = [
    'curl --silent --show-error --include --http1.1 --globoff \\',
    `  --request ${request.method} \\`,
    ...Object.entries(request.headers).map(
      ([name, value]) => `  --header ${quote(`${name}: ${redactor.header(name, value)}`)} \\`,
    ),
    ...curlOptions(sentBy).map(option => `  ${redactor.text(option)} \\`),
  ];
  const url = quote(redactor.text(request.url));
  if (request.body === undefined) return [...lines, `  ${url}`, ''].join('\n');
  // curl reads a leading @ in --data-binary as a file name; a message starts with '<'.
  const body = redactor.text(Buffer.from(request.body).toString('utf8'));
  return [...lines, `  --data-binary ${quote(body)} \\`, `  ${url}`, ''].join('\n');
}

function renderBody(
  body: Uint8Array | undefined,
  contentType: string | undefined,
  redactor: Redactor,
): string {
  if (body === undefined || body.length === 0) return '(empty body)';
  // Redact before cutting: a secret cut in half would no longer be recognised.
  const text = redactor.text(decodeBody(body, readMediaType(contentType ?? '')?.charset));
  if (text.length <= shownCharacters) return text;
  return `${text.slice(0, shownCharacters)}\n(${text.length - shownCharacters} more characters)`;
}

/** The text as the harness read it: in UTF-16 taken for UTF-8 no secret would be recognised. */
function decodeBody(body: Uint8Array, charset: string | undefined): string {
  try {
    return decodeXml(body, charset).text;
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    return Buffer.from(body).toString('utf8').replaceAll('\0', '');
  }
}
