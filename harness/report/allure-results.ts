import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeAssumptions } from '../verdict/describe-assumptions.ts';
import { explainDecision, explainReproduction } from '../verdict/explain.ts';
import type { Permissions } from '../target/permissions.ts';
import type { Level } from '../verdict/requirement.ts';
import type { Verdict, VerdictRecord } from '../verdict/verdict.ts';
import { insecureRemark } from './insecure.ts';
import { ledgerTable } from './ledger-table.ts';
import { describeTotals, type Ledger, type LedgerRow } from './ledger.ts';
import { waiverLabels, writeWaiverRows } from './allure-waivers.ts';
import { failOnOf, type Results } from './results.ts';
import { runFiles } from './run-folder.ts';
import type { SuiteFacts } from './suite-facts.ts';

/** The parts of an Allure result file that are changed here; all others stay. */
interface AllureResult {
  name: string;
  fullName: string;
  status: string;
  statusDetails?: { message?: string; trace?: string };
  description?: string;
  labels: { name: string; value: string }[];
  links: { name?: string; url: string; type?: string }[];
  parameters: { name: string; value: string }[];
  steps: AllureStep[];
  attachments?: AllureAttachment[];
}

interface AllureAttachment {
  name: string;
  source: string;
  type?: string;
}

const ledgerName = 'issued on the server';

interface AllureStep {
  name: string;
  attachments: { source: string }[];
}

/** Allure knows no warning and no blocked: `broken` is its yellow, `skipped` its grey. */
const statuses: Readonly<Record<Verdict, string>> = {
  pass: 'passed',
  fail: 'failed',
  warn: 'broken',
  blocked: 'skipped',
  inapplicable: 'skipped',
  waived: 'skipped',
};

const severities: Readonly<Record<Level, string>> = {
  MUST: 'critical',
  SHOULD: 'normal',
  MAY: 'minor',
};

const categories = [
  { name: 'Broken MUST', matchedStatuses: ['failed'], messageRegex: 'fail:.*' },
  { name: 'Broken SHOULD (warning)', matchedStatuses: ['broken'], messageRegex: 'warn:.*' },
  {
    name: 'Blocked: could not be decided',
    matchedStatuses: ['skipped'],
    messageRegex: 'blocked:.*',
  },
  { name: 'Not applicable', matchedStatuses: ['skipped'], messageRegex: 'inapplicable:.*' },
  { name: 'Waived: a known deviation', matchedStatuses: ['skipped'], messageRegex: 'waived:.*' },
  { name: 'Waivers to mend', matchedStatuses: ['failed'], messageRegex: 'waiver:.*' },
];

/**
 * Gives the files that allure-playwright wrote what only the verdicts know: the status, the tree
 * (specification, section, operation), severity, the link to the section; and adds categories,
 * environment and executor. Only texts of the catalogue go where Allure renders Markdown; what a
 * server said stays in plain-text fields and attachments.
 */
export function finishAllureResults(
  folder: string,
  results: Results,
  suites: readonly SuiteFacts[],
): void {
  const root = join(folder, runFiles.allureResults);
  if (!existsSync(root)) return;
  const records = new Map(
    results.verdicts.map(record => [`${record.project}/${record.requirement}`, record]),
  );
  for (const name of readdirSync(root).filter(file => file.endsWith('-result.json'))) {
    const file = join(root, name);
    const result = JSON.parse(readFileSync(file, 'utf8')) as AllureResult;
    const project = result.parameters.find(parameter => parameter.name === 'Project')?.value ?? '';
    const record = records.get(`${project}/${result.name.split(':', 1)[0] ?? ''}`);
    if (record === undefined) continue;
    for (const { source } of result.steps.filter(isForeign).flatMap(step => step.attachments))
      rmSync(join(root, source), { force: true });
    const attachments = [
      ...(result.attachments ?? []).filter(attachment => attachment.name !== ledgerName),
      ...attachLedger(root, name, rowsOf(results.ledger, record)),
    ];
    const described = describe(record, result, suites);
    writeFileSync(file, JSON.stringify({ ...result, ...described, attachments }));
  }
  writeWaiverRows(root, results);
  writeFileSync(join(root, 'categories.json'), JSON.stringify(categories));
  writeFileSync(join(root, 'environment.properties'), environment(results));
  writeFileSync(join(root, 'executor.json'), JSON.stringify(executor(results)));
}

/** What a check had the server issue, as a table beside its evidence. */
function attachLedger(
  root: string,
  result: string,
  rows: readonly LedgerRow[],
): readonly AllureAttachment[] {
  if (rows.length === 0) return [];
  const source = result.replace(/-result\.json$/, '-ledger.csv');
  writeFileSync(join(root, source), ledgerTable(rows));
  return [{ name: ledgerName, source, type: 'text/csv' }];
}

function rowsOf({ rows }: Ledger, { requirement, project }: VerdictRecord): readonly LedgerRow[] {
  return rows.filter(row => row.requirement === requirement && row.project === project);
}

/** Playwright adds a page of Markdown to a failure, which repeats the message and asks for a fix. */
function isForeign({ name }: AllureStep): boolean {
  return name === 'error-context';
}

function describe(
  record: VerdictRecord,
  result: AllureResult,
  suites: readonly SuiteFacts[],
): Partial<AllureResult> {
  const section = `Section ${record.section}`;
  const tree = new Map([
    ['parentSuite', record.specification],
    ['suite', section],
    ['subSuite', record.operation],
    ['epic', record.specification],
    ['feature', section],
    ['story', record.operation],
    ['package', record.requirement],
    ['severity', severities[record.level]],
  ]);
  // A merge finishes once more what a shard has finished: what is added here replaces itself.
  const waived = waiverLabels(record);
  const kept = result.labels.filter(
    label =>
      !tree.has(label.name) &&
      label.name !== 'titlePath' &&
      !waived.some(({ name, value }) => name === label.name && value === label.value),
  );
  const url = suites
    .find(({ catalogue }) => catalogue.specification === record.specification)
    ?.catalogue.sectionUrl.replace('{section}', record.section);
  return {
    fullName: `${record.specification} ${record.section} › ${record.requirement}`,
    status: statuses[record.verdict],
    statusDetails: statusDetails(record),
    steps: result.steps.filter(step => !isForeign(step)),
    description: `**${record.level}**${record.mark === undefined ? '' : ` (${record.mark})`}, ${record.specification} ${record.section}: ${record.statement}`,
    labels: [...kept, ...[...tree].map(([name, value]) => ({ name, value })), ...waived],
    links:
      url === undefined
        ? []
        : [{ name: `${record.specification} ${record.section}`, url, type: 'custom' }],
  };
}

/** Allure groups by the message; the way to reproduce, which differs, stands below it. */
function statusDetails(record: VerdictRecord): { message?: string; trace?: string } {
  const notes = record.notes.map(note => `Note: ${note}`);
  const decision =
    record.verdict === 'pass' ? describeAssumptions(record).join('\n') : explainDecision(record);
  if (decision === '' && notes.length === 0) return {};
  const trace = explainReproduction(record);
  return {
    message: [`${record.verdict}: ${decision}`, ...notes].join('\n'),
    ...(trace === undefined ? {} : { trace }),
  };
}

function environment(results: Results): string {
  const { assay, target, run, specifications, waivers } = results;
  const entries: [string, string][] = [
    ['Target', target.name],
    ...Object.entries(target.deployments),
    ['TLS', insecureRemark(results) ?? 'certificates verified'],
    ...specifications.map(({ name, revision }): [string, string] => [name, `revision ${revision}`]),
    ['Assay', assay.version],
    ['Node', assay.node],
    ['Platform', assay.platform],
    ['Seed', String(run.seed)],
    ['Allowed', allowed(target.permissions)],
    ['Issued', describeTotals(results.ledger) ?? 'nothing'],
    ['Fails on', failOnOf(run)],
    ...(waivers === undefined ? [] : [['Waivers', waivers.file] as [string, string]]),
    ['Exit code', String(results.exitCode)],
  ];
  // The format is Java's: blanks end a key, and a line is a record.
  return entries
    .map(([key, value]) => `${key.replace(/[\s:=]+/g, '_')}=${value.replace(/[\r\n]+/g, ' ')}\n`)
    .join('');
}

function allowed(permissions: Permissions | undefined): string {
  const { mayIssue = false, mayDecommission = false } = permissions ?? {};
  const may = [...(mayIssue ? ['mayIssue'] : []), ...(mayDecommission ? ['mayDecommission'] : [])];
  return may.length === 0 ? 'reading only' : may.join(', ');
}

function executor(results: Results): object {
  return {
    name: 'Assay',
    type: 'assay',
    buildName: results.run.name,
    reportName: `${results.target.name}: ${results.specifications.map(({ name }) => name).join(', ')}`,
  };
}
