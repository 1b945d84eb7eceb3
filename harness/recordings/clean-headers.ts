import { printable } from '../discovery/printable.ts';
import { secretHeader } from '../target/contradictions.ts';
import type { Header, Removal } from './recording.ts';
import { looksSecret, type SecretValue } from './secret-values.ts';

/** Headers that say nothing but how a message is to be read, or which product sent it. */
const kept: Readonly<Record<'request' | 'response', ReadonlySet<string>>> = {
  request: new Set(['accept', 'content-type', 'soapaction', 'user-agent']),
  response: new Set([
    'allow',
    'cache-control',
    'content-type',
    'date',
    'expires',
    'pragma',
    'retry-after',
    'server',
    'x-aspnet-version',
    'x-powered-by',
  ]),
};

/** Headers of a connection, a cache or a browser: left out, and nothing to look into. */
const ofTransport = new Set([
  ...['accept-encoding', 'accept-language', 'accept-ranges', 'age', 'alt-svc', 'cache-control'],
  ...['connection', 'content-encoding', 'content-language', 'content-length', 'date', 'dnt'],
  ...['expect', 'host', 'http2-settings', 'keep-alive', 'pragma', 'priority', 'proxy-connection'],
  ...['te', 'timing-allow-origin', 'trailer', 'transfer-encoding', 'upgrade'],
  ...['upgrade-insecure-requests', 'vary', 'x-content-type-options', 'x-frame-options'],
  ...['x-xss-protection', 'strict-transport-security', 'cross-origin-resource-policy'],
]);
const ofBrowser = /^(?:sec-(?:fetch|ch|gpc|websocket)|access-control-)/;

/** Headers without what may be secret, and what was removed. */
export interface CleanHeaders {
  readonly headers: readonly Header[];
  readonly removed: readonly Removal[];
  readonly secrets: readonly SecretValue[];
}

/** The most characters of a value that is kept. */
const longestValue = 8_192;

/**
 * Keeps the headers that are known to hold no secret; any other may be a credential, however it is
 * called.
 */
export function cleanHeaders(
  headers: readonly Header[],
  side: 'request' | 'response',
): CleanHeaders {
  const clean: Header[] = [];
  const removed = new Map<string, Removal>();
  const secrets: SecretValue[] = [];
  for (const [name, value] of headers) {
    const why = whyNot(name, value, side);
    if (why === undefined) clean.push([name, value]);
    if (why === undefined || why === '') continue;
    const shown = looksSecret(name) ? 'a name like a token' : printable(name, 60);
    removed.set(shown, { from: `${side} header`, name: shown, why });
    for (const each of secretsIn(name, value))
      secrets.push({ where: `${side} header ${shown}`, value: each });
  }
  return { headers: clean, removed: [...removed.values()], secrets };
}

/** Where a page was is no secret that a server could not repeat; what its URL was called with may be. */
function secretsIn(name: string, value: string): readonly string[] {
  if (name === 'origin') return [];
  if (name !== 'referer') return [value];
  return URL.canParse(value) ? [...new URL(value).searchParams.values()] : [];
}

/** Why a header is removed; undefined for one that is kept, empty where nobody needs to know. */
function whyNot(name: string, value: string, side: 'request' | 'response'): string | undefined {
  if (kept[side].has(name)) {
    if (looksSecret(value)) return 'its value looks like a credential';
    return value.length > longestValue || /[^\t\x20-\x7e\x80-\uffff]/.test(value)
      ? 'its value is none that a header can have'
      : undefined;
  }
  if (secretHeader.test(name)) return 'a credential, by its name';
  if (ofTransport.has(name) || ofBrowser.test(name)) return '';
  return 'not known to be without secrets';
}
