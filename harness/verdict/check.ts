/** What decides one or more requirements: a plain function over a suite's context. */
export interface Check<Id extends string, Context> {
  /** The requirements it decides; a report row for each. */
  readonly requirements: readonly Id[];
  readonly decide: (context: Context) => Promise<void>;
}

/** Takes the checks of the spec files as they are imported. */
export type CheckSink<Id extends string, Context> = (check: Check<Id, Context>) => void;

/**
 * The `check()` of a suite, which spec files call at import. Checks go to `sink`: the Playwright
 * runner makes tests of them. Proving sends them to a list instead before it imports the spec
 * files, so that thousands of check x mutant pairs don't pay the runner's start-up (DESIGN.md,
 * proof by mutants).
 */
export function defineChecks<Id extends string, Context>(
  sink: CheckSink<Id, Context>,
): {
  check: (
    requirement: Id | readonly [Id, ...Id[]],
    decide: (context: Context) => Promise<void>,
  ) => void;
  sendChecksTo: (sink: CheckSink<Id, Context>) => void;
} {
  let current = sink;
  return {
    check(requirement, decide) {
      const requirements = typeof requirement === 'string' ? [requirement] : requirement;
      current({ requirements, decide });
    },
    sendChecksTo(next) {
      current = next;
    },
  };
}
