import { explainVerdict, explainWaiver } from '../verdict/explain.ts';
import type { VerdictRecord } from '../verdict/verdict.ts';
import { verdicts } from '../verdict/verdict.ts';
import { insecureRemark } from './insecure.ts';
import { markdownBlock, markdownText } from './markdown-text.ts';
import type { Results } from './results.ts';
import { sideEffects } from './side-effects.ts';
import { blockedByReason, meaningOf } from './summary.ts';

/** Rows of the table, details below it, and blocked reasons: CI systems refuse what is too long. */
const mostRows = 300;
const mostDetails = 40;
const mostReasons = 30;
const mostNamed = 20;
const mostLines = 12;

/**
 * A run's results as Markdown, for the page that a CI system shows of a job: totals, what the exit
 * status means, a table of what is broken with its clauses, what came, and what is blocked by reason.
 * Nothing that a server said is rendered, and its size is bounded.
 */
export function renderMarkdown(results: Results): string {
  const { target, exitCode, run, totals } = results;
  const parts = [
    `## Assay: ${markdownText(target.name)}`,
    `**${markdownText(meaningOf(results))}** (exit ${exitCode}${run.strict ? ', strict' : ''})`,
    ...warnings(results),
    table([...verdicts], [verdicts.map(kind => String(totals[kind]))]),
    ...results.specifications.map(
      ({ name, revision, requirements, server, checked }) =>
        `${markdownText(`${name} ${revision}`)}: ${requirements} requirements in the catalogue, ${server} bind the server, ${checked} of these have a check.`,
    ),
    ...sideEffects(results).map(markdownText),
    ...brokenParts(results.verdicts),
    ...waiverParts(results),
    ...blockedParts(results),
    `Run ${markdownText(run.name)}, seed ${run.seed}, Assay ${markdownText(results.assay.version)}.`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function warnings(results: Results): readonly string[] {
  const missing = results.run.merged?.missing ?? [];
  const insecure = insecureRemark(results);
  return [
    ...(insecure === undefined ? [] : [`**${insecure}**`]),
    ...(missing.length > 0 ? [`**Shards that are missing: ${missing.join(', ')}.**`] : []),
  ];
}

function brokenParts(records: readonly VerdictRecord[]): readonly string[] {
  const broken = records.filter(({ verdict }) => verdict === 'fail' || verdict === 'warn');
  if (broken.length === 0) return [];
  const rows = broken
    .slice(0, mostRows)
    .map(({ verdict, level, requirement, project, specification, section, title }) => [
      ...[verdict, level, `\`${requirement}\``],
      ...[project, `${specification} ${section}`, title].map(markdownText),
    ]);
  const details = broken
    .slice(0, mostDetails)
    .flatMap(record => [
      `\`${record.requirement}\` in ${markdownText(record.project)}:`,
      markdownBlock(explainVerdict(record), mostLines),
    ]);
  return [
    '### Broken',
    table(['verdict', 'level', 'requirement', 'project', 'clause', 'title'], rows),
    ...rest(broken.length - rows.length, 'rows'),
    ...details,
    ...rest(broken.length - mostDetails, 'explanations'),
  ];
}

function waiverParts({ verdicts: records, waivers }: Results): readonly string[] {
  const waived = records.flatMap(record =>
    record.waived === undefined
      ? []
      : `${record.requirement} [${record.project}]: ${explainWaiver(record.waived)}`,
  );
  const errors = (waivers?.errors ?? []).map(({ kind, message }) => `${kind}: ${message}`);
  return [
    ...(errors.length === 0
      ? []
      : ['### Waivers to mend', markdownBlock(errors.join('\n'), mostRows)]),
    ...(waived.length === 0 ? [] : ['### Waived', markdownBlock(waived.join('\n'), mostRows)]),
  ];
}

function blockedParts(results: Results): readonly string[] {
  const groups = [...blockedByReason(results)];
  if (groups.length === 0) return [];
  const shown = groups.slice(0, mostReasons).flatMap(([reason, requirements]) => {
    const ids = [...new Set(requirements)];
    const named = ids.slice(0, mostNamed).map(id => `\`${id}\``);
    const more = ids.length - named.length;
    return [markdownBlock(reason, 1), `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`];
  });
  return ['### Blocked', ...shown, ...rest(groups.length - mostReasons, 'reasons')];
}

function rest(count: number, what: string): readonly string[] {
  return count > 0 ? [`${count} more ${what} stand in results.json.`] : [];
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [heads, heads.map(() => '---'), ...rows];
  return lines.map(cells => `| ${cells.join(' | ')} |`).join('\n');
}
