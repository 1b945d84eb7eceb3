import { printable } from '../discovery/printable.ts';
import type { RecordedProtocol, Removal } from './recording.ts';
import { decoded, looksLikeToken, looksSecret, type SecretValue } from './secret-values.ts';

/** What stands in the place of a removed part of a path. */
const placeholder = 'removed';

/**
 * Parameters that are known to hold no secret: of ASMX, of WMDRM (MS-DRM 2.2.2.1), and of Microsoft's
 * test server (PlayReady-facts 4.2, 4.5), but for those that name an account or give a key.
 */
const harmless: Readonly<Record<RecordedProtocol, ReadonlySet<string>>> = {
  playready: new Set([
    ...['op', 'cfg', 'playright', 'usesimplenonpersistentlicense', 'firstplayexpiration'],
    ...['realtimeexpiration', 'securitylevel', 'uncompresseddigitalvideoopl', 'errorcode'],
    ...['digitalvideooutputprotection', 'maxresdecode', 'playenablers', 'securestop'],
  ]),
  rms: new Set(['op']),
  wmdrm: new Set(['challenge', 'drmver', 'embedded', 'nonsilent']),
};

/** Parameters inside `cfg` that give a key, or what one is made of (PlayReady-facts 4.2). */
const keyInConfiguration = /\b(?:keyseed|contentkey|ck|accountid)\s*:/i;

/** A path without what may be secret, and what was removed. */
export interface CleanUrl {
  readonly path: string;
  readonly removed: readonly Removal[];
  readonly secrets: readonly SecretValue[];
}

/**
 * Keeps the path and the harmless parameters of a URL; the host is for the caller to keep as a label,
 * user name and password go.
 */
export function cleanUrl(url: URL, protocol: RecordedProtocol): CleanUrl {
  const removed: Removal[] = [];
  const secrets: SecretValue[] = [];
  const take = (from: Removal['from'], name: string, why: string, value: string): void => {
    removed.push({ from, name, why });
    secrets.push({ where: `${from} ${name}`, value });
  };
  for (const [name, value] of [
    ['user name', url.username],
    ['password', url.password],
  ] as const)
    if (value !== '') take('user info', name, 'a credential in the URL', decoded(value));
  const segments = url.pathname.split('/').map((segment, index) => {
    const [name = '', ...parameters] = segment.split(';');
    if (parameters.length > 0)
      take('path', 'a parameter after ;', 'it may name a session', parameters.join(';'));
    if (!looksLikeToken(name)) return name;
    take('path', `segment ${index}`, 'it looks like a token or an id', decoded(name));
    return placeholder;
  });
  const pairs = url.search === '' ? [] : url.search.slice(1).split('&');
  const query = pairs.filter(pair => {
    const [name = '', value = ''] = pair.split(/=(.*)/s).map(decodedParameter);
    const why = whyNot(name, value, protocol);
    if (why === undefined) return true;
    const named = value !== '' && isName(name);
    take(
      'query',
      named ? name : 'a parameter without a name',
      why,
      named ? value : decodedParameter(pair),
    );
    return false;
  });
  return {
    path: `${segments.join('/')}${query.length === 0 ? '' : `?${query.join('&')}`}`,
    removed,
    secrets,
  };
}

/** Whether what stands before the `=` can be shown: it may be the token itself. */
function isName(name: string): boolean {
  return /^[\w.-]{1,60}$/.test(printable(name)) && !looksLikeToken(name);
}

function whyNot(name: string, value: string, protocol: RecordedProtocol): string | undefined {
  const known = name.toLowerCase();
  if (!harmless[protocol].has(known)) return 'not known to be without secrets';
  if (known === 'cfg' && keyInConfiguration.test(value)) return 'it gives a key or an account';
  return looksSecret(value) ? 'its value looks like a credential' : undefined;
}

function decodedParameter(text: string): string {
  return decoded(text.replaceAll('+', ' '));
}
