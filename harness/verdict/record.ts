import type { Redactor } from '../report/redact.ts';
import type { Outcome } from './decide.ts';
import { verdictOfViolation } from './policy.ts';
import type { Catalogue } from './requirement.ts';
import type { AssumedChoice, VerdictRecord } from './verdict.ts';

/** Findings that a record keeps: a server decides how many there are. */
const mostFindings = 100;

/** What a run knows of a verdict besides its outcome. */
export interface VerdictCircumstances {
  readonly project: string;
  readonly notes: readonly string[];
  readonly assumptions?: readonly AssumedChoice[];
  readonly evidence: readonly string[];
  readonly exchanges: number;
  readonly durationMs: number;
}

/**
 * Makes the row of results.json for one requirement: its description from the catalogue, its verdict
 * from the outcome and the level; every text without secrets.
 */
export function makeRecord<Id extends string>(
  catalogue: Catalogue<Id>,
  requirement: Id,
  outcome: Outcome,
  circumstances: VerdictCircumstances,
  redactor: Redactor,
): VerdictRecord {
  const { section, level, mark, actor, operation, title, statement } =
    catalogue.requirements[requirement];
  const { assumptions = [] } = circumstances;
  const all = outcome.kind === 'broken' ? outcome.findings : [];
  const findings = all.slice(0, mostFindings);
  const cut = all.length - findings.length;
  const undecided = outcome.kind === 'broken' ? outcome.undecided : undefined;
  const notes = [
    ...circumstances.notes,
    // A waiver for what was found must not hide that there was more to find.
    ...(undecided === undefined ? [] : [`A part could not be decided: ${undecided}`]),
    ...(cut > 0 ? [`${cut} more findings were left out.`] : []),
  ];
  return {
    requirement,
    project: circumstances.project,
    specification: catalogue.specification,
    section,
    level,
    ...(mark !== undefined && { mark }),
    actor,
    operation,
    title,
    statement,
    verdict: verdictOf(outcome, level),
    ...(outcome.kind === 'blocked'
      ? { blocked: { code: outcome.code, reason: redactor.text(outcome.reason) } }
      : {}),
    ...(outcome.kind === 'inapplicable' ? { inapplicable: redactor.text(outcome.reason) } : {}),
    findings: findings.map(({ expected, actual, where }) => ({
      expected: redactor.text(expected),
      actual: redactor.text(actual),
      ...(where === undefined ? {} : { where: redactor.text(where) }),
    })),
    ...(assumptions.length > 0 && { assumptions }),
    notes: notes.map(note => redactor.text(note)),
    evidence: circumstances.evidence,
    exchanges: circumstances.exchanges,
    durationMs: circumstances.durationMs,
  };
}

function verdictOf(outcome: Outcome, level: VerdictRecord['level']): VerdictRecord['verdict'] {
  switch (outcome.kind) {
    case 'kept':
      return 'pass';
    case 'broken':
      return verdictOfViolation(level);
    case 'blocked':
      return 'blocked';
    case 'inapplicable':
      return 'inapplicable';
  }
}
