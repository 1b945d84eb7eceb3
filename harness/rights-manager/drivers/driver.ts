import type { Reply } from '../../soap/reply.ts';
import type { Kit } from '../kit.ts';
import type { Message, PlayReadyRequest } from '../request.ts';

/** What a driver judges a reply by. */
export interface Asked {
  readonly kit: Kit;
  readonly request: PlayReadyRequest;
  /** The message before anything was changed in it. */
  readonly message: Uint8Array;
  /** The reply to another request for the operation, sent where the first one went; once per worker. */
  readonly also: (request: PlayReadyRequest) => Promise<Reply>;
}

/**
 * How the harness calls an operation so that a conforming server does its work, and how it knows that
 * the server did: every negative check rests on that (DESIGN.md, verdicts are honest).
 */
export interface Driver {
  /** What a genuine success holds, for the `expected` side of a finding. */
  readonly success: string;
  /** The message of a request that is accepted. @throws Blocked when the target lacks one. */
  readonly message: (kit: Kit, request: PlayReadyRequest) => Message;
  /**
   * What a reply to that request lacks to be a genuine success, or undefined when it is one. Only
   * what nobody can answer without having done the work: refusing, echoing or replaying never does.
   */
  readonly doubt: (reply: Reply, asked: Asked) => Promise<string | undefined>;
}
