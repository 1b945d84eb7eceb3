import { readSecret } from '../../target/secret.ts';
import { UserError } from '../../user-error.ts';
import type { Authentication } from '../access.ts';
import type { Authenticator } from './authenticator.ts';

type ByHeaders = Extract<Authentication, { type: 'basic' | 'bearer' | 'headers' }>;

/** Headers that frame or describe the message: with another value the request would be another. */
const reserved = new Set([
  'accept-encoding',
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'expect',
  'host',
  'soapaction',
  'transfer-encoding',
  'upgrade',
]);

/**
 * The headers that authenticate every request, sent before they are asked for.
 *
 * @throws UserError for a secret that can't be had or sent, and a header that is not the user's
 */
export function authenticationHeaders(authentication: ByHeaders): Readonly<Record<string, string>> {
  switch (authentication.type) {
    case 'basic': {
      const { user, password } = authentication;
      return { authorization: basic(user, readSecret(password, `the password of ${user}`)) };
    }
    case 'bearer': {
      const token = readSecret(authentication.token, 'the bearer token');
      return { authorization: checkValue(`Bearer ${token}`, 'the bearer token') };
    }
    case 'headers':
      return Object.fromEntries(
        Object.entries(authentication.headers).map(([name, value]) => {
          const what = `the value of the header ${name}`;
          if (reserved.has(name.toLowerCase()))
            throw new UserError(
              `Expected headers that authenticate; ${name} is set by the harness: remove it from authentication.headers of the target.`,
            );
          return [
            name,
            checkValue(typeof value === 'string' ? value : readSecret(value, what), what),
          ];
        }),
      );
  }
}

/** The value of an Authorization header by the Basic scheme, in UTF-8 (RFC 7617). */
export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}

/** An authenticator that sends these headers, whatever the server asks for. */
export function byHeaders(headers: Readonly<Record<string, string>>): Authenticator {
  return {
    authenticate: async leg => ({ exchange: await leg(headers), proven: false }),
  };
}

/** The value itself is in no message: it may be a secret. */
function checkValue(value: string, what: string): string {
  if (/^[\t\x20-\x7e]*$/.test(value)) return value;
  throw new UserError(
    `Expected ${what} in printable ASCII; it has another character, perhaps a line break: correct it.`,
  );
}
