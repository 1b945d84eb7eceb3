import type { Exchange } from '../report/exchange.ts';
import type { Reply } from '../soap/reply.ts';

/** What came back from an operation. */
export interface Answered<Operation extends string> {
  readonly operation: Operation;
  readonly what: string;
  readonly reply: Reply;
}

/** What the checks of every SOAP suite work with; docs/writing-a-check.md. */
export interface SoapContext<Operation extends string, Request> {
  /** The reply to an operation's plain request, whatever it is. */
  readonly answer: (operation: Operation, request?: Request) => Promise<Reply>;
  /** As `answer`, but a genuine success: Blocked unless the server did its work. */
  readonly accepted: (operation: Operation, request?: Request) => Promise<Reply>;
  /** Sends a request after its twin was accepted; Blocked when it was not. */
  readonly ask: (operation: Operation, request: Request) => Promise<Reply>;
  /** Whatever every operation that the target offers, and that the suite is about, answers. */
  readonly answers: () => Promise<readonly Answered<Operation>[]>;
  /** A genuine success of each of these operations; Blocked when there is none. */
  readonly successes: () => Promise<readonly Answered<Operation>[]>;
  /** Makes an exchange part of the evidence. */
  readonly cite: (exchange: Exchange) => void;
  /** Reports what was seen and is no violation. */
  readonly note: (text: string) => void;
}
