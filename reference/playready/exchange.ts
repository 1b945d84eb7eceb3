import type { PlayReadyDeployment } from '../../harness/target/playready.ts';
import type { HttpRequest } from '../http/message.ts';
import type { Refusal } from './refusal.ts';
import type { ServerState } from './state.ts';

/** One rightsmanager.asmx in one server state. */
export interface Deployment {
  readonly name: PlayReadyDeployment;
  readonly state: ServerState;
}

/** What is known about a request by the time its answer stands. */
export interface Exchange {
  readonly request: HttpRequest;
  /** Absent when the URL belongs to no deployment. */
  readonly deployment?: Deployment;
  /** Local name of the element in the request's Body, once it was read. */
  readonly operation?: string;
  /** The rule that refused the request, when the answer is a fault. */
  readonly refusal?: Refusal;
}
