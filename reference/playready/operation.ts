import type { Challenge } from '../../harness/playready/challenge/challenge.ts';
import type { XmlElement } from '../../harness/xml/element.ts';
import type { Behaviour } from './behaviour.ts';
import type { Deployment } from './exchange.ts';
import type { ServerState } from './state.ts';

/** What an operation has to work with, once the envelope has been accepted. */
export interface Call {
  /** The operation's element. */
  readonly element: XmlElement;
  /** The request's body as it came: signatures are over its bytes. */
  readonly document: Uint8Array;
  /** The endpoint as the client addressed it, with its query. */
  readonly url: URL;
  readonly deployment: Deployment;
  readonly state: ServerState;
  readonly behaviour: Behaviour;
  /**
   * The client's message, its signature proven by the key that it names.
   *
   * @throws Refused `invalidMessage`, `signatureWrong`
   */
  readonly challenge: () => Challenge;
}

/**
 * Answers a call with the content of the response's body.
 *
 * @throws Refused
 */
export type Operation = (call: Call) => string;
