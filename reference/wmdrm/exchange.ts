import type { WmdrmDeployment, WmdrmVersion } from '../../harness/target/wmdrm.ts';
import type { HttpRequest } from '../http/message.ts';
import type { Behaviour } from './behaviour.ts';
import type { Refusal } from './refusal.ts';
import type { WmdrmServerState } from './state.ts';

/** What a request is answered with. */
export interface Call {
  readonly deployment: WmdrmDeployment;
  readonly state: WmdrmServerState;
  readonly behaviour: Behaviour;
}

/** What is known of a request by the time its answer stands. */
export interface Asked {
  readonly request: HttpRequest;
  /** Absent for a URL that belongs to no license server. */
  readonly deployment?: WmdrmDeployment;
  /** Absent for what is no request for a license. */
  readonly version?: WmdrmVersion;
  readonly nonsilent?: boolean;
  /** The rule that it broke. */
  readonly refusal?: Refusal;
}
