import type { WireOutcome, WireRequest } from '../transport/wire.ts';

/** One request of a check and what came back. */
export interface Exchange {
  readonly request: WireRequest;
  readonly outcome: WireOutcome;
}
