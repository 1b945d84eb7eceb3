import { UserError } from '../user-error.ts';

/**
 * Reads a base URL: `http:` or `https:`, no query, no fragment; a trailing slash is dropped, and so
 * is the path of the interface when somebody pastes the endpoint's whole URL.
 *
 * @param source - what is called by its name when it is wrong
 * @throws UserError when it is none
 */
export function readBaseUrl(text: string, source: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new UserError(
      `${source} is no URL: expected something like https://rms.example.com/_wmcs, found "${text}".`,
    );
  if (url.username !== '' || url.password !== '')
    throw new UserError(
      `${source} holds a user name or password; credentials don't belong in a URL. Remove them.`,
    );
  if (url.search !== '' || url.hash !== '')
    throw new UserError(`${source} has a query or fragment, "${text}"; give the base URL alone.`);
  return url.href.replace(/\/decommission\/decommission\.asmx\/?$/i, '').replace(/\/+$/, '');
}
