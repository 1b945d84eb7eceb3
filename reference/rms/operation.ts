import type { XmlElement } from '../../harness/xml/element.ts';
import type { Behaviour } from './behaviour.ts';
import type { ServerState } from './state.ts';

/** What an operation has to work with, once the envelope and its header have been accepted. */
export interface Call {
  readonly element: XmlElement;
  readonly state: ServerState;
  readonly behaviour: Behaviour;
  /** The text from which an element of the request was parsed, unchanged. */
  readonly source: (element: XmlElement) => string | undefined;
}

/**
 * Answers a call with the content of the response's body.
 *
 * @throws Refused
 */
export type Operation = (call: Call) => string;
