/** What a run's exit status says; documented in docs/exit-codes.md and promised not to change. */
export const exitCode = {
  /** Nothing that was checked is violated, nothing is blocked. */
  conformant: 0,
  /** A MUST is broken (or a SHOULD, under --strict). */
  violated: 1,
  /** Something could not be decided. */
  incomplete: 2,
  /** Wrong usage or configuration; nothing was judged. */
  usage: 3,
  /** The target could not be reached. */
  unreachable: 4,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];
