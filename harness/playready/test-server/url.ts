import { PlayReadyError } from '../error.ts';
import { readConfigurations, writeConfigurations, type Spelling } from './configuration.ts';
import { readBase64Json, writeBase64Json } from './json.ts';
import { isLegacyName, readLegacy, writeLegacyQuery } from './legacy.ts';
import type { LicenseConfiguration } from './parameters.ts';

/** The longest query that is read, in characters. */
export const maxQueryLength = 65_536;

/**
 * The endpoint with `cfg=(...)` in its query (PlayReady-facts 4.2). Nothing is percent-encoded: what the
 * syntax consists of (letters, digits, and `( ) : , - + / = _ .`) may stand in a query as it is (RFC 3986
 * section 3.4), and the documents want it so. A query that is there stays in front, a fragment behind.
 *
 * @throws PlayReadyError when the endpoint is no HTTP URL or configures licenses already, or a value is
 *   not what its parameter takes
 */
export function withConfigurations(
  endpoint: string,
  configurations: readonly LicenseConfiguration[],
  spelling?: Spelling,
): string {
  return withQuery(endpoint, `cfg=${writeConfigurations(configurations, spelling)}`);
}

/** The same as `cfg64=`: JSON in base64, whose `+ / =` stand as they are, too (PlayReady-facts 4.4). */
export function withBase64Json(
  endpoint: string,
  configurations: readonly LicenseConfiguration[],
): string {
  return withQuery(endpoint, `cfg64=${writeBase64Json(configurations)}`);
}

/**
 * The same in the legacy syntax (PlayReady-facts 4.5). Here `{ } + % & #` within a value are
 * percent-encoded: a query may not hold braces, and to a form's decoder a plus is a blank.
 */
export function withLegacyQuery(endpoint: string, configuration: LicenseConfiguration): string {
  return withQuery(endpoint, writeLegacyQuery(configuration));
}

/**
 * What a request's URL asks of the test server, in any of its syntaxes: a configuration for each license,
 * and a single empty one when it asks for nothing (PlayReady-facts 4.2 to 4.5). Percent-encoding is
 * undone; a plus stays a plus.
 *
 * @param url - a whole URL, or its path and query
 * @throws PlayReadyError, and nothing else: two syntaxes at once, or whatever the syntax does not allow
 */
export function readTestServerQuery(url: string): readonly LicenseConfiguration[] {
  const query = partsOf(url);
  const named = (name: string) => query.filter(([each]) => each === name);
  const [cfg, cfg64, legacy] = [
    named('cfg'),
    named('cfg64'),
    query.filter(([name]) => isLegacyName(name)),
  ];
  const ways = cfg.length + cfg64.length + Math.min(legacy.length, 1);
  if (ways > 1)
    throw new PlayReadyError(
      `Expected one of cfg, cfg64 and the legacy syntax in a query; found ${ways}.`,
    );
  if (cfg[0] !== undefined) return readConfigurations(cfg[0][1]);
  if (cfg64[0] !== undefined) return readBase64Json(cfg64[0][1]);
  return legacy.length === 0 ? [{}] : [readLegacy(legacy)];
}

/**
 * Whether a URL's query has anything of the dialect, in whatever syntax, right or wrong.
 *
 * @throws PlayReadyError for a query that can't be read
 */
export function configuresLicenses(url: string): boolean {
  return partsOf(url).some(([name]) => name.startsWith('cfg') || isLegacyName(name));
}

function withQuery(endpoint: string, added: string): string {
  if (!/^https?:$/.test(protocolOf(endpoint)))
    throw new PlayReadyError('Expected the URL of a license server, http or https; found another.');
  if (configuresLicenses(endpoint))
    throw new PlayReadyError(
      'Expected an endpoint that configures no licenses itself; its query does.',
    );
  const hash = endpoint.indexOf('#');
  const [base, fragment] =
    hash < 0 ? [endpoint, ''] : [endpoint.slice(0, hash), endpoint.slice(hash)];
  const separator = !base.includes('?') ? '?' : /[?&]$/.test(base) || added === '' ? '' : '&';
  return `${base}${added === '' ? '' : separator}${added}${fragment}`;
}

function protocolOf(url: string): string {
  return URL.canParse(url) ? new URL(url).protocol : '';
}

/** Names and values of a query, decoded. */
function partsOf(url: string): readonly (readonly [name: string, value: string])[] {
  const query = /\?([^#]*)/.exec(url)?.[1] ?? '';
  if (query.length > maxQueryLength)
    throw new PlayReadyError(
      `Expected a query of at most ${maxQueryLength} characters; found ${query.length}.`,
    );
  return query
    .split('&')
    .filter(part => part !== '')
    .map(part => {
      const [name = '', ...value] = part.split('=');
      return [decoded(name), decoded(value.join('='))];
    });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new PlayReadyError('Expected percent-encoded UTF-8 in the query; found something else.');
  }
}
