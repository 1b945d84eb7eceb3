import { expect, test } from '@playwright/test';
import {
  announcedNavigations,
  scriptsAllowed,
  servedHeaders,
} from '../../harness/browser/served-headers.ts';
import type { ServedPage } from '../../harness/browser/watched-page.ts';

const headers = (...list: readonly (readonly [string, string])[]): Pick<ServedPage, 'headers'> => ({
  headers: list,
});

test('what is of the transfer goes, what is of the page stays', () => {
  expect(
    servedHeaders(
      headers(
        ['Content-Length', '12'],
        ['Content-Encoding', 'gzip'],
        ['Transfer-Encoding', 'chunked'],
        ['Connection', 'close'],
        ['Set-Cookie', 'a=b'],
        ['Location', 'http://x/'],
        ['Refresh', '1; url=http://x/'],
        ['Content-Security-Policy', "script-src 'none'"],
        ['content-security-policy', "img-src 'none'"],
        ['X-Other', 'a\u0100\nb'],
      ),
    ),
  ).toEqual({
    'content-type': 'text/html',
    refresh: '1; url=http://x/',
    'content-security-policy': "script-src 'none', img-src 'none'",
    'x-other': 'a??b',
  });
});

test('of Content-Type only a charset stays, if it is one', () => {
  const typeOf = (value: string): string | undefined =>
    servedHeaders(headers(['content-type', value]))['content-type'];
  expect(typeOf('application/octet-stream')).toBe('text/html');
  expect(typeOf('text/plain; CHARSET="Shift_JIS"')).toBe('text/html; charset=Shift_JIS');
  expect(typeOf('text/html; charset="a b; c"')).toBe('text/html');
  expect(typeOf('nonsense')).toBe('text/html');
});

test('redirects and refreshes are announced', () => {
  const body = new Uint8Array();
  const location = ['LOCATION', 'http://x/'] as const;
  const page = { url: 'http://y/', body };
  expect(announcedNavigations({ ...page, status: 302, ...headers(location) })).toEqual([
    'HTTP 302 to http://x/',
  ]);
  expect(announcedNavigations({ ...page, status: 200, ...headers(location) })).toEqual([]);
  expect(announcedNavigations({ ...page, status: 200, ...headers(['Refresh', '5']) })).toEqual([
    'Refresh: 5',
  ]);
});

test('a sandbox takes scripts away unless it says otherwise', () => {
  const allowed = (...policies: readonly string[]): boolean =>
    scriptsAllowed(
      headers(...policies.map(policy => ['Content-Security-Policy', policy] as const)),
    );
  expect(allowed()).toBe(true);
  expect(allowed("default-src 'none'")).toBe(true);
  expect(allowed('Sandbox allow-forms Allow-Scripts')).toBe(true);
  expect(allowed('sandbox')).toBe(false);
  expect(allowed("img-src *;  sandbox allow-forms, default-src 'self'")).toBe(false);
  expect(allowed("default-src 'self'", 'sandbox allow-forms')).toBe(false);
});
