import { Blocked } from '../verdict/blocked.ts';
import { violate } from '../verdict/violation.ts';
import type { LicenseResponse } from '../wmdrm/license-response.ts';
import type { WmdrmContext } from './context.ts';
import { describeReply, type WmdrmReply } from './reply.ts';

/** A response that came directly, with the server state that it came from. */
export interface DirectResponse {
  /** For messages. */
  readonly what: string;
  readonly response: LicenseResponse;
}

/**
 * The response that a reply is (MS-DRM 3.2.5.2): a page with one inside is a violation, anything else no
 * answer to judge.
 */
export function requireDirect(reply: WmdrmReply, what: string): LicenseResponse {
  if (reply.response !== undefined) return reply.response;
  if (reply.storesLicense)
    violate('the response itself, since the request is silent', describeReply(reply), what);
  throw new Blocked('twin-refused', `${what} got no response: ${describeReply(reply)}.`);
}

/** What the silent requests to all server states of version 7 get; each is sent once per worker. */
export async function directResponses(context: WmdrmContext): Promise<readonly DirectResponse[]> {
  const found: DirectResponse[] = [];
  for (const deployment of context.deployments(7)) {
    const what = `the silent request to ${deployment}`;
    const reply = await context.answer({ deployment });
    if (reply.response !== undefined) found.push({ what, response: reply.response });
  }
  // Says why there is nothing.
  if (found.length === 0) await context.accepted({});
  return found;
}
