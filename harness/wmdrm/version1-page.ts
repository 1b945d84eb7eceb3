import { decodeMessageBase64 } from './message-base64.ts';
import { license1Bytes } from './license1.ts';

/** A run of base64 that is long enough for a license, in any of the alphabets that may be meant. */
const run = new RegExp(
  String.raw`[A-Za-z0-9+/!*_-]{${Math.ceil((license1Bytes * 4) / 3)},}={0,2}`,
  'g',
);

/** Characters of a page that are looked at. */
const longest = 1024 * 1024;

/**
 * The licenses in the HTML page that answers a version 1 request (MS-DRM 3.2.5.1), decoded. The page's
 * form is not public, so that every stretch of base64 counts that is long enough for one.
 */
export function licensesInPage(body: Uint8Array): readonly Uint8Array[] {
  const text = Buffer.from(body.subarray(0, longest)).toString('latin1');
  // A script may write a long literal in pieces, a page fold it over lines.
  const joined = text
    .replace(/["']\s*\+\s*["']/g, '')
    .replace(/&#43;|&#x2b;/gi, '+')
    .replace(/(?<=[\w+/!*-])[ \t]*\r?\n[ \t]*(?=[\w+/!*=-])/g, '');
  return (joined.match(run) ?? []).flatMap(each => {
    const bytes = decodeMessageBase64(each);
    return bytes === undefined || bytes.length < license1Bytes ? [] : [bytes];
  });
}
