import { explainVerdict } from '../verdict/explain.ts';
import { decidesFailure } from '../verdict/policy.ts';
import type { VerdictRecord } from '../verdict/verdict.ts';
import type { WaiverError } from '../verdict/waiver-errors.ts';
import { escapeAttribute, escapeText } from '../xml/escape.ts';
import { insecureRemark } from './insecure.ts';
import { failOnOf, type Results } from './results.ts';

/**
 * The verdicts of a run as JUnit XML: a suite per project, a case per requirement, times in seconds,
 * and a suite with a case per error of a waiver. What makes the exit status 1 is a failure, as is a
 * broken MUST under `--fail-on never`; everything else that is no pass is skipped, with its
 * explanation. Playwright's own JUnit reporter would count failures of ours as errors.
 */
export function renderJunit(results: Results): string {
  const projects = [...new Set(results.verdicts.map(({ project }) => project))];
  const suites = projects.map(project => {
    const records = results.verdicts.filter(record => record.project === project);
    const name = `name="${attribute(project)}" timestamp="${results.run.startedAt}"`;
    return element('testsuite', `${name} ${count(records, results)}`, [
      ...properties(results),
      ...records.map(record => testCase(record, results)),
    ]);
  });
  const errors = results.waivers?.errors ?? [];
  if (errors.length > 0) suites.push(waiverSuite(errors, results));
  const name = `name="${attribute(results.target.name)}"`;
  const counts = count(results.verdicts, results, errors.length);
  const root = element('testsuites', `${name} ${counts}`, suites);
  return `<?xml version="1.0" encoding="utf-8"?>\n${root}\n`;
}

function isFailure(record: VerdictRecord, { run }: Results): boolean {
  const failOn = failOnOf(run);
  return decidesFailure(record, failOn === 'never' ? 'must' : failOn);
}

function count(records: readonly VerdictRecord[], results: Results, waiverErrors = 0): string {
  const failures = records.filter(record => isFailure(record, results)).length;
  const passed = records.filter(({ verdict }) => verdict === 'pass').length;
  const milliseconds = records.reduce((sum, { durationMs }) => sum + durationMs, 0);
  const skipped = records.length - passed - failures;
  return `tests="${records.length + waiverErrors}" failures="${failures + waiverErrors}" errors="0" skipped="${skipped}" time="${milliseconds / 1000}"`;
}

function waiverSuite(errors: readonly WaiverError[], { run }: Results): string {
  const name = `name="waivers" timestamp="${run.startedAt}"`;
  const counts = `tests="${errors.length}" failures="${errors.length}" errors="0" skipped="0" time="0"`;
  const cases = errors.map(({ requirement, kind, message }) =>
    element(
      'testcase',
      `name="${attribute(`${requirement}: ${kind}`)}" classname="waivers" time="0"`,
      [
        `<failure type="${kind}" message="${attribute(message)}">${escapeText(allowed(message))}</failure>`,
      ],
    ),
  );
  return element('testsuite', `${name} ${counts}`, cases);
}

function properties(results: Results): readonly string[] {
  const insecure = insecureRemark(results);
  if (insecure === undefined) return [];
  return [`<properties><property name="tls" value="${attribute(insecure)}"/></properties>`];
}

function testCase(record: VerdictRecord, results: Results): string {
  const { requirement, title, project, specification, section, durationMs } = record;
  const names = `name="${attribute(`${requirement}: ${title}`)}" classname="${attribute(`${project}.${specification} ${section}`)}"`;
  const timed = `${names} time="${durationMs / 1000}"`;
  if (record.verdict === 'pass') return `<testcase ${timed}/>`;
  const explanation = explainVerdict(record);
  const [, firstLine = ''] = explanation.split('\n');
  const message = `message="${attribute(`${record.verdict}: ${firstLine}`)}"`;
  const outcome = isFailure(record, results)
    ? `<failure type="${record.level}" ${message}>${escapeText(allowed(explanation))}</failure>`
    : `<skipped ${message}/>`;
  return element('testcase', timed, [outcome]);
}

function element(name: string, attributes: string, children: readonly string[]): string {
  return `<${name} ${attributes}>\n${children.join('\n')}\n</${name}>`;
}

function attribute(value: string): string {
  return escapeAttribute(allowed(value));
}

/** What XML 1.0 cannot hold (section 2.2) is replaced: a server may have said anything. */
function allowed(value: string): string {
  return value.replace(
    /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu,
    '\u{fffd}',
  );
}
