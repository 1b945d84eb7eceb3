import { Blocked } from './blocked.ts';

/** One difference between what a rule demands and what the server did. */
export interface Finding {
  /** What was expected, ending in the clause where a rule of another document applies. */
  readonly expected: string;
  /** What came, quoted. */
  readonly actual: string;
  /** XPath, line or request in question. */
  readonly where?: string;
}

/** Thrown by a check when the server breaks the rule. All findings of the check, never only one. */
export class Violation extends Error {
  readonly findings: readonly Finding[];
  /** Why a part of the check could not be decided; the findings are certain all the same. */
  readonly undecided: string | undefined;

  constructor(findings: readonly Finding[], undecided?: string) {
    super(findings.map(describeFinding).join('\n'));
    this.name = 'Violation';
    this.findings = findings;
    this.undecided = undecided;
  }
}

/** Ends the check with a single finding. */
export function violate(expected: string, actual: string, where?: string): never {
  throw new Violation([where === undefined ? { expected, actual } : { expected, actual, where }]);
}

/**
 * Runs `judge` for every case and throws one Violation with all findings, so that the first
 * difference never hides the rest. A case that is Blocked ends the row: what was found before it
 * stands, since a broken rule is certain, and the violation says so; without a finding the block
 * passes on. Any other error passes through at once.
 */
export async function judgeAll<Case>(
  cases: Iterable<Case>,
  judge: (value: Case) => Promise<void> | void,
): Promise<void> {
  const findings: Finding[] = [];
  let undecided: string | undefined;
  for (const value of cases) {
    try {
      await judge(value);
    } catch (error) {
      if (error instanceof Blocked && findings.length > 0) {
        undecided = error.message;
        break;
      }
      if (!(error instanceof Violation)) throw error;
      findings.push(...error.findings);
      undecided ??= error.undecided;
    }
  }
  if (findings.length > 0) throw new Violation(findings, undecided);
}

/** `expected ...; came ... (at ...)`, one line. */
export function describeFinding(finding: Finding): string {
  const where = finding.where === undefined ? '' : ` (${finding.where})`;
  return `expected ${finding.expected}; came ${finding.actual}${where}`;
}
