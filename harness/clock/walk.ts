import type { Exchange } from '../report/exchange.ts';
import type { WireFailure, WireResponse } from '../transport/wire.ts';
import { headerOf } from '../transport/response-header.ts';
import { readAddress } from './addresses.ts';

/** An exchange, and when it took place by this machine's clock, in milliseconds since 1970. */
export interface TimedExchange {
  readonly exchange: Exchange;
  readonly sentAt: number;
  readonly receivedAt: number;
}

/** A redirect that came. */
export interface Redirect {
  readonly status: number;
  readonly from: string;
  readonly to: string;
}

/** Where following redirects has ended. */
export type WalkEnd =
  /** An answer that is no redirect, from this address. */
  | { readonly kind: 'response'; readonly address: string; readonly response: WireResponse }
  | { readonly kind: 'failure'; readonly failure: WireFailure }
  /** The last redirect names an address to which the walk was told not to go on. */
  | { readonly kind: 'stopped'; readonly to: URL }
  /** A redirect that can't be followed: it names no address, or there were too many. */
  | { readonly kind: 'lost'; readonly came: string };

/** One request and the redirects that its answers asked for. */
export interface Walk {
  readonly sent: readonly TimedExchange[];
  readonly redirects: readonly Redirect[];
  readonly end: WalkEnd;
}

/** Redirects that are followed in a row: more are a loop, as a rule. */
export const mostRedirects = 5;

/** Statuses that name another address for the same request (RFC 9110 section 15.4). */
export const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Sends a request, and sends it again wherever a redirect points.
 *
 * @param follows - whether to go on to an address; only to those of the target
 */
export async function walk(
  address: string,
  send: (address: string) => Promise<TimedExchange>,
  follows: (to: URL) => boolean,
): Promise<Walk> {
  const sent: TimedExchange[] = [];
  const redirects: Redirect[] = [];
  let from = address;
  for (;;) {
    const timed = await send(from);
    sent.push(timed);
    const { outcome } = timed.exchange;
    const end = (reached: WalkEnd): Walk => ({ sent, redirects, end: reached });
    if (outcome.kind === 'failure') return end({ kind: 'failure', failure: outcome });
    if (!redirectStatuses.includes(outcome.status))
      return end({ kind: 'response', address: from, response: outcome });
    const location = headerOf(outcome, 'location');
    const to = location === undefined ? undefined : readAddress(location, from);
    if (to === undefined) {
      const named = location === undefined ? 'no Location' : `Location "${location}"`;
      return end({ kind: 'lost', came: `HTTP ${outcome.status} with ${named}` });
    }
    redirects.push({ status: outcome.status, from, to: to.href });
    if (!follows(to)) return end({ kind: 'stopped', to });
    if (redirects.length > mostRedirects)
      return end({ kind: 'lost', came: `${redirects.length} redirects in a row` });
    from = to.href;
  }
}
