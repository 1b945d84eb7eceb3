import type { SoapVersion } from '../soap/version.ts';
import type { Effect } from '../target/permissions.ts';
import type { WireOutcome, WireRequest } from '../transport/wire.ts';

/** What a request was made for. */
export interface RequestLabel {
  readonly operation: string;
  /** Below the operation, such as `minimal`. */
  readonly fixture: string;
  readonly deployment: string;
  readonly effect: Effect;
  /** Left out for what is no SOAP message. */
  readonly soap?: SoapVersion;
}

/** One request of a check and what came back. */
export interface Exchange {
  readonly request: WireRequest;
  readonly outcome: WireOutcome;
  /** Left out where something is sent as it is, by no operation. */
  readonly label?: RequestLabel;
}
