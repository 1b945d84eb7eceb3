import type { XmlElement } from '../../harness/xml/element.ts';
import type { Behaviour } from './behaviour.ts';
import type { ServerState } from './state.ts';
import type { Version } from './version-rules.ts';

/** What an operation has to work with, once the envelope and its header have been accepted. */
export interface Call {
  readonly element: XmlElement;
  readonly state: ServerState;
  readonly behaviour: Behaviour;
  /** The text from which an element of the request was parsed, unchanged. */
  readonly source: (element: XmlElement) => string | undefined;
  /** The version that the request is made in (MS-RMSI 3.1.4.1). */
  readonly maximumVersion?: Version;
}

/**
 * Answers a call with the content of the response's body.
 *
 * @throws Refused
 */
export type Operation = (call: Call) => string;
