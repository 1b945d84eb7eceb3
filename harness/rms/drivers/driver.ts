import type { Reply } from '../../soap/reply.ts';
import type { FixtureValues } from '../../wsdl/fill.ts';
import type { Kit } from '../kit.ts';

/**
 * How the harness calls an operation so that a conforming server does its work, and how it knows that
 * the server did: every negative check rests on that (DESIGN.md, verdicts are honest).
 */
export interface Driver {
  /** What a genuine success holds, for the `expected` side of a finding. */
  readonly success: string;
  /** The values of a request that is accepted. @throws Blocked when the target lacks one. */
  readonly values: (kit: Kit) => Promise<FixtureValues>;
  /**
   * What a reply to that request lacks to be a genuine success, or undefined when it is one. Only
   * what nobody can answer without having done the work, and that much for certain: refusing,
   * echoing or replaying never does.
   */
  readonly doubt: (reply: Reply, kit: Kit) => Promise<string | undefined>;
}
