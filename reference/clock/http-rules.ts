import type { ClockVersion } from '../../harness/target/clock.ts';
import type { HttpRequest, HttpResponse } from '../http/message.ts';

/** What an answer is given for. */
export type Place = 'link' | 'petition' | 'challenge' | 'time' | 'owner' | 'nowhere';

/** What is known of a request by the time its answer stands. */
export interface Asked {
  readonly request: HttpRequest;
  readonly place: Place;
  readonly version?: ClockVersion;
}

/** What all services have in common. */
export interface HttpRules {
  /** The Date header; none where undefined (RFC 9110 section 6.6.1). */
  readonly date: (now: Date, place: Place) => string | undefined;
  /** That of MS-DRMCD 2.2.2.2. */
  readonly cacheControl: (place: Place) => string;
  /** The last word on every answer. */
  readonly finish: (response: HttpResponse, asked: Asked) => HttpResponse;
}

export const conformingHttp: HttpRules = {
  date: now => now.toUTCString(),
  cacheControl: () => 'private',
  finish: response => response,
};
