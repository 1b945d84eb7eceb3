import { join } from 'node:path';
import { describeAssumptions } from './describe-assumptions.ts';
import type { VerdictRecord } from './verdict.ts';
import { describeFinding } from './violation.ts';
import type { WaivedBy } from './waiver.ts';

/** Findings that a message lists; the rest is counted and stands in results.json. */
const listed = 5;

/**
 * The three short parts of a red row (DESIGN.md): what was expected and why, with the clause; what
 * came; how to reproduce it.
 *
 * @param folder - the run's folder, put before the path of the curl script
 */
export function explainVerdict(record: VerdictRecord, folder = ''): string {
  const reproduction = explainReproduction(record, folder);
  return [explainDecision(record), ...(reproduction === undefined ? [] : [reproduction])].join(
    '\n',
  );
}

/** What a waiver says of a failure: until when, who answers for it, and what it would have been. */
export function explainWaiver(waived: WaivedBy): string {
  return `until ${waived.expires} by ${waived.owner}, instead of ${waived.insteadOf}: ${waived.reason}`;
}

/** The first two parts: they are the same wherever the same thing went wrong. */
export function explainDecision(record: VerdictRecord): string {
  const clause = `${record.specification} ${record.section} (${record.level}): ${record.statement}`;
  const assumptions = describeAssumptions(record);
  if (record.verdict === 'blocked')
    return [
      clause,
      `${record.blocked?.code ?? ''}: ${record.blocked?.reason ?? ''}`,
      ...assumptions,
    ].join('\n');
  if (record.verdict === 'inapplicable') return `${clause}\n${record.inapplicable ?? ''}`;
  const findings = record.findings.slice(0, listed).map(describeFinding);
  const more = record.findings.length - findings.length;
  if (more > 0) findings.push(`and ${more} more`);
  const waiver = record.waived === undefined ? [] : [explainWaiver(record.waived)];
  return [clause, ...waiver, ...findings, ...assumptions].join('\n');
}

/**
 * The last part, for a broken requirement whose evidence was kept. The path begins at the run's
 * folder unless that is given.
 */
export function explainReproduction(record: VerdictRecord, folder = ''): string | undefined {
  if (record.findings.length === 0) return undefined;
  const curl = record.evidence.filter(path => path.endsWith('-curl.sh')).at(-1);
  return curl === undefined ? undefined : `reproduce: sh ${join(folder, curl)}`;
}
