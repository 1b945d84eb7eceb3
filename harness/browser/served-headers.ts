import { readMediaType } from '../soap/media-type.ts';
import type { ServedPage } from './watched-page.ts';

/**
 * Of the transfer, not of the page; or of the server's other business with a client. Without Location
 * a redirect is a page like any other.
 */
const dropped: ReadonlySet<string> = new Set([
  'alt-svc',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'keep-alive',
  'location',
  'nel',
  'report-to',
  'reporting-endpoints',
  'set-cookie',
  'strict-transport-security',
  'transfer-encoding',
  'www-authenticate',
]);

/**
 * The headers with which the browser gets a page: the server's, as far as they say how a page is
 * treated (Content-Security-Policy, Refresh, Content-Disposition), with Content-Type text/html and the
 * server's charset. MS-DRM 3.2.5.2 calls the answer an HTML page and names no type for it.
 */
export function servedHeaders({ headers }: Pick<ServedPage, 'headers'>): Record<string, string> {
  const type = valuesOf(headers, 'content-type')[0] ?? '';
  const charset = readMediaType(type)?.charset;
  const isName = charset !== undefined && /^[\w.:+-]{1,40}$/.test(charset);
  const kept = headers
    .map(([name]) => name.toLowerCase())
    .filter(name => !dropped.has(name) && !name.startsWith(':'));
  return {
    ...Object.fromEntries([...new Set(kept)].map(name => [name, valueOf(headers, name)])),
    'content-type': isName ? `text/html; charset=${charset}` : 'text/html',
  };
}

/** What the status and the headers of a page say about another page to go to, for a reader. */
export function announcedNavigations({ status, headers }: ServedPage): readonly string[] {
  const isRedirect = status >= 300 && status < 400;
  return [
    ...(isRedirect ? valuesOf(headers, 'location').map(to => `HTTP ${status} to ${to}`) : []),
    ...valuesOf(headers, 'refresh').map(value => `Refresh: ${value}`),
  ];
}

/** Whether the page's Content-Security-Policy leaves it its scripts: a sandbox takes them away. */
export function scriptsAllowed({ headers }: Pick<ServedPage, 'headers'>): boolean {
  const policies = valuesOf(headers, 'content-security-policy').flatMap(value => value.split(','));
  return policies.every(policy => {
    const directives = policy
      .split(';')
      .map(directive => directive.toLowerCase().trim().split(/\s+/));
    const sandbox = directives.find(([name]) => name === 'sandbox');
    return sandbox === undefined || sandbox.includes('allow-scripts');
  });
}

function valuesOf(headers: ServedPage['headers'], wanted: string): readonly string[] {
  return headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
}

function valueOf(headers: ServedPage['headers'], name: string): string {
  return valuesOf(headers, name)
    .join(', ')
    .replace(/[^\t\x20-\x7e\x80-\xff]/g, '?');
}
