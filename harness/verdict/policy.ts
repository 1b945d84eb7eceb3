import { exitCode, type ExitCode } from './exit-code.ts';
import type { Level } from './requirement.ts';
import type { Verdict } from './verdict.ts';

/** A broken MUST fails; a broken SHOULD or MAY warns (DESIGN.md, vocabulary). */
export function verdictOfViolation(level: Level): Verdict {
  return level === 'MUST' ? 'fail' : 'warn';
}

/**
 * The exit status of a run: a broken rule outweighs an undecided one, because it is certain. Under
 * `strict` a broken SHOULD counts as a broken MUST. A run without a verdict is wrong usage.
 */
export function exitCodeOf(
  verdicts: readonly Verdict[],
  options: { strict: boolean; reachable: boolean },
): ExitCode {
  if (verdicts.length === 0) return exitCode.usage;
  if (!options.reachable) return exitCode.unreachable;
  const has = (verdict: Verdict) => verdicts.includes(verdict);
  if (has('fail') || (options.strict && has('warn'))) return exitCode.violated;
  return has('blocked') ? exitCode.incomplete : exitCode.conformant;
}
