import type { Behaviour } from './behaviour.ts';
import type { ReadRequest } from './read-request.ts';

/** Writes the page that answers a nonsilent request (MS-DRM 3.2.5.2). @param response - in XML */
export function writeNonsilentPage(
  response: string,
  { clientVersion = '', drmkVersion = '', headerContentId: contentId = '' }: ReadRequest,
  behaviour: Behaviour,
): string {
  const description = `A license for ${contentId}, for a client of version ${clientVersion} with a kernel mode component of version ${drmkVersion}.`;
  return behaviour.writeNonsilentPage({
    title: behaviour.escapeTitle(`Assay TEST license for version ${clientVersion}`),
    description: behaviour.escapeDescription(description),
    literal: behaviour.quoteResponse(response),
    texts: { clientVersion, drmkVersion, contentId },
  });
}
