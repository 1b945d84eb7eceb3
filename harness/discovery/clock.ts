/** How a server's clock stands to ours; positive when it is ahead. */
export interface Clock {
  readonly skewSeconds: number;
  /** Half of the round trip, and half of the second that a Date header is exact to. */
  readonly uncertaintySeconds: number;
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const fixdate = /^\w{3}, (\d{2}) (\w{3}) (\d{4}) (\d{2}):(\d{2}):(\d{2}) GMT$/;

/** Reads an IMF-fixdate (RFC 9110 section 5.6.7) as milliseconds since 1970; else undefined. */
export function readHttpDate(text: string): number | undefined {
  const [, day, month = '', year, hour, minute, second] = fixdate.exec(text.trim()) ?? [];
  const index = months.indexOf(month);
  if (index < 0) return undefined;
  return Date.UTC(+(year ?? 0), index, +(day ?? 0), +(hour ?? 0), +(minute ?? 0), +(second ?? 0));
}

/**
 * The skew that one answer shows.
 *
 * @param date - its Date header
 * @param receivedAt - when its last byte came, in milliseconds since 1970 by our clock
 * @param roundTripMs - from the request's first byte to the answer's last
 */
export function clockOf(date: string, receivedAt: number, roundTripMs: number): Clock | undefined {
  const stated = readHttpDate(date);
  if (stated === undefined) return undefined;
  // The second that was cut off is on average a half.
  const skewMs = stated + 500 - (receivedAt - roundTripMs / 2);
  return {
    skewSeconds: round(skewMs / 1000),
    uncertaintySeconds: round((roundTripMs / 2 + 500) / 1000),
  };
}

function round(seconds: number): number {
  return Math.round(seconds * 10) / 10;
}
