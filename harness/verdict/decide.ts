import { Blocked, Inapplicable, type BlockedCode } from './blocked.ts';
import type { Check } from './check.ts';
import type { AssumedChoice } from './verdict.ts';
import { Violation, type Finding } from './violation.ts';

/** What a check came to, before level and policy make a verdict of it. */
export type Outcome =
  | { readonly kind: 'kept' }
  | {
      readonly kind: 'broken';
      readonly findings: readonly Finding[];
      /** Why a part could not be decided, if one could not. */
      readonly undecided?: string;
    }
  | { readonly kind: 'blocked'; readonly code: BlockedCode; readonly reason: string }
  | { readonly kind: 'inapplicable'; readonly reason: string };

/** One attempt at one check. */
export interface Trial<Context> {
  readonly context: Context;
  /** Throws Inapplicable or Blocked when the check need not or cannot be tried. */
  readonly admit: () => void;
  /**
   * Throws Blocked unless the server has shown that it does its work for requests without a defect.
   * Asked after the check found nothing: without it a server that refuses, echoes or invents would
   * earn passes (DESIGN.md, verdicts are honest).
   */
  readonly confirm: () => Promise<void>;
  /** What was assumed by the time the check has ended. */
  readonly assumptions?: () => readonly AssumedChoice[];
}

/**
 * Runs a check. Never throws: what the check throws that is neither a violation nor a reason to stop
 * is a fault of the harness, and blocks.
 */
export async function decide<Id extends string, Context>(
  check: Check<Id, Context>,
  trial: Trial<Context>,
): Promise<Outcome> {
  try {
    trial.admit();
    await check.decide(trial.context);
    await trial.confirm();
    return { kind: 'kept' };
  } catch (error) {
    if (error instanceof Violation) {
      const { findings, undecided } = error;
      return { kind: 'broken', findings, ...(undecided !== undefined && { undecided }) };
    }
    if (error instanceof Blocked)
      return { kind: 'blocked', code: error.code, reason: error.message };
    if (error instanceof Inapplicable) return { kind: 'inapplicable', reason: error.message };
    const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'blocked', code: 'harness-error', reason };
  }
}
