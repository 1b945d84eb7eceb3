import { encodeBase64 } from '../base64.ts';
import { escapeText } from '../xml/escape.ts';

/** What a challenge says (MS-DRMCD 2.2.2.4.2). */
export interface Challenge {
  /** Of the secure clock server, as a device's certificate names it. */
  readonly url: string;
  /** Never used again. */
  readonly tid: string;
}

/**
 * What could not be found in public about a challenge, and is assumed: here, and nowhere else. The
 * public pages give its data, `{URL, TID}` in this order, and the media type of the form (MS-DRMCD
 * 2.2.2.3, 2.2.2.4.2). They name the type of its element (SECURECLOCK_CHALLENGE) and the values that
 * its `type` attribute can have (2.2.1.4.2); that a message travels in base64 they say of the response
 * (3.2.5.5.7), and the name of the field they give for license requests (MS-DRM 2.2.3.1.2). So a
 * server that does not take this challenge has broken no rule, and a target can give another one.
 */
export const assumedChallenge =
  'challenge=<SECURECLOCK_CHALLENGE type="challenge"><DATA><URL>{URL}</URL><TID>{TID}</TID></DATA></SECURECLOCK_CHALLENGE>';

/**
 * Writes the form that carries a challenge.
 *
 * @param template - `field=message`, with `{URL}` and `{TID}` where they belong; the message goes in
 *   standard base64, percent-encoded
 */
export function writeChallenge({ url, tid }: Challenge, template = assumedChallenge): string {
  const split = template.indexOf('=');
  const message = template
    .slice(split + 1)
    .trim()
    .replaceAll('{URL}', () => escapeText(url))
    .replaceAll('{TID}', () => escapeText(tid));
  const field = template.slice(0, split).trim();
  return new URLSearchParams([[field, encodeBase64(Buffer.from(message))]]).toString();
}
