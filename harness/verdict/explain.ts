import type { VerdictRecord } from './verdict.ts';
import { describeFinding } from './violation.ts';

/** Findings that a message lists; the rest is counted and stands in results.json. */
const listed = 5;

/**
 * The three short parts of a red row (DESIGN.md): what was expected and why, with the clause; what
 * came; how to reproduce it.
 */
export function explainVerdict(record: VerdictRecord): string {
  const clause = `${record.specification} ${record.section} (${record.level}): ${record.statement}`;
  if (record.verdict === 'blocked')
    return `${clause}\nblocked, ${record.blocked?.code ?? ''}: ${record.blocked?.reason ?? ''}`;
  if (record.verdict === 'inapplicable') return `${clause}\n${record.inapplicable ?? ''}`;
  const findings = record.findings.slice(0, listed).map(describeFinding);
  const more = record.findings.length - findings.length;
  if (more > 0) findings.push(`and ${more} more`);
  const curl = record.evidence.filter(path => path.endsWith('-curl.sh')).at(-1);
  return [clause, ...findings, ...(curl === undefined ? [] : [`reproduce: sh ${curl}`])].join('\n');
}
