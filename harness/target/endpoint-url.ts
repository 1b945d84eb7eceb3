import { UserError } from '../user-error.ts';

/**
 * Reads the whole URL of an endpoint: `http:` or `https:`, with its query when it has one, which is
 * left as it is written.
 *
 * @param source - what is called by its name when it is wrong
 * @throws UserError when it is none
 */
export function readEndpointUrl(text: string, source: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new UserError(
      `${source} is no URL: expected something like https://drm.example.com/rightsmanager.asmx, found "${text}".`,
    );
  if (url.username !== '' || url.password !== '')
    throw new UserError(
      `${source} holds a user name or password; credentials don't belong in a URL. Remove them.`,
    );
  if (text.includes('#'))
    throw new UserError(`${source} has a fragment, "${text}", which is never sent; leave it out.`);
  return text;
}
