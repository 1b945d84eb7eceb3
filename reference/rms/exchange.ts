import type { SoapVersion } from '../../harness/soap/version.ts';
import type { HttpRequest } from '../http/message.ts';
import type { Endpoint } from './endpoint.ts';
import type { Refusal } from './refusal.ts';
import type { ServerState } from './state.ts';

/** One base URL of the server in one server state. */
export interface Deployment {
  /** The first path segment of its base URL: `normal` stands at `/normal/_wmcs`. */
  readonly name: string;
  readonly state: ServerState;
}

/** What is known about a request by the time its answer stands. */
export interface Exchange {
  readonly request: HttpRequest;
  /** Absent when the URL belongs to no deployment. */
  readonly deployment?: Deployment;
  readonly endpoint?: Endpoint;
  /** The envelope version answered in; absent when the answer is no SOAP message. */
  readonly version?: SoapVersion;
  /** Local name of the operation's element, once it was recognised. */
  readonly operation?: string;
  /** The rule that refused the request, when the answer is a fault. */
  readonly refusal?: Refusal;
}
