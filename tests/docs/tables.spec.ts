import { mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { finishAllureResults } from '../../harness/report/allure-results.ts';
import { emptyLedger } from '../../harness/report/ledger.ts';
import type { Results } from '../../harness/report/results.ts';
import { runFiles } from '../../harness/report/run-folder.ts';
import { defaultLimits } from '../../harness/transport/wire.ts';
import { blockedCodes } from '../../harness/verdict/blocked.ts';
import { exitCode } from '../../harness/verdict/exit-code.ts';
import { verdicts } from '../../harness/verdict/verdict.ts';
import { assumptions } from '../../harness/xrml/assumptions.ts';
import { playReadyDeployments } from '../../harness/target/playready.ts';
import { nullServers } from '../../reference/null/null-server.ts';
import type { RmsContext } from '../../harness/rms/context.ts';
import { deploymentNames } from '../../harness/rms/state.ts';
import { codes, readDocument, root, tableOf } from './markdown.ts';

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

const report = readDocument('docs/reading-a-report.md');
const targets = readDocument('docs/targets.md');

test('the exit codes are the code’s', () => {
  const rows = tableOf(readDocument('docs/exit-codes.md'), 'exit');
  expect(rows.map(([code = '', name = '']) => [codes(name)[0], Number(code)])).toEqual(
    Object.entries(exitCode),
  );
});

test('the blocked codes are the code’s, each with its sentence and something to do', () => {
  const rows = tableOf(report, 'code');
  expect(rows.map(([code = '', meaning]) => [codes(code)[0], meaning])).toEqual(
    Object.entries(blockedCodes),
  );
  for (const [code, , advice] of rows) expect(advice, code).not.toBe('');
});

test('the verdicts and what Allure calls them are the code’s', () => {
  const allure: Record<string, string> = { pass: 'passed', fail: 'failed', warn: 'broken' };
  const rows = tableOf(report, 'verdict').map(([word = '', , name]) => [codes(word)[0], name]);
  expect(rows).toEqual(verdicts.map(verdict => [verdict, allure[verdict] ?? 'skipped']));
});

test('the categories are the ones that Allure is given', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-docs-'));
  mkdirSync(join(folder, runFiles.allureResults));
  finishAllureResults(folder, emptyResults(), []);
  const written = JSON.parse(
    readFileSync(join(folder, runFiles.allureResults, 'categories.json'), 'utf8'),
  ) as readonly { name: string; messageRegex?: string }[];
  const rows = tableOf(report, 'category');
  expect(rows.map(([name]) => name)).toEqual(written.map(({ name }) => name));
  for (const [index, { messageRegex }] of written.entries())
    if (messageRegex !== undefined)
      expect(messageRegex).toContain(`${codes(rows[index]?.[1] ?? '')[0] ?? ''}:`);
});

test('the fields of results.json are those of its schema', () => {
  const schema = readSchema('results');
  const named = (heading: string) => tableOf(report, heading).flatMap(([cell = '']) => codes(cell));
  expect(named('field')).toEqual(Object.keys(schema.properties ?? {}));
  expect(named('field of a verdict').toSorted()).toEqual(
    Object.keys(schema.definitions?.['verdict']?.properties ?? {}).toSorted(),
  );
});

test('the deployments, the keys of a target file and the limits are the code’s', () => {
  const rows = tableOf(targets, 'deployment').map(([name = '']) => codes(name)[0]);
  expect(rows).toEqual(deploymentNames);
  const states = tableOf(targets, 'state').map(([name = '']) => codes(name)[0]);
  expect(states).toEqual(playReadyDeployments);
  const example = /```yaml target\n([\s\S]*?)```/.exec(targets.text)?.[1] ?? '';
  const keys = keysOf(readSchema('target')).filter(key => key !== '$schema');
  for (const key of keys) expect(example).toContain(`${key}:`);
  expect(targets.text).toContain(`| ${defaultLimits.deadlineMs} ms`);
  expect(targets.text).toContain(`| ${defaultLimits.maxBytes} bytes`);
});

test('assumptions for which nothing but the text speaks are named', () => {
  const unsupported = Object.entries(assumptions).filter(([, value]) => !('evidence' in value));
  const named = /suspect them first: ([^.]*)\./.exec(report.text)?.[1] ?? '';
  expect(codes(named)).toEqual(unsupported.map(([name]) => name));
});

test('what a check gets is what its context has', () => {
  const members = {
    version: true,
    profile: true,
    kit: true,
    answer: true,
    accepted: true,
    ask: true,
    acquireContentKey: true,
    precertify: true,
    editIssuanceLicense: true,
    acquirePreLicense: true,
    acquireLicense: true,
    answers: true,
    successes: true,
    faults: true,
    expectSuccess: true,
    requireSuccess: true,
    range: true,
    sweep: true,
    cite: true,
    note: true,
  } satisfies Record<keyof RmsContext, true>;
  const rows = tableOf(readDocument('docs/writing-a-check.md'), 'member');
  expect(rows.map(([cell = '']) => codes(cell)[0]?.replace(/\(.*/, ''))).toEqual(
    Object.keys(members),
  );
});

test('the null servers are counted', () => {
  const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
  const { text } = readDocument('docs/writing-a-mutant.md');
  expect(text.toLowerCase()).toContain(
    `${words[nullServers.length] ?? ''} servers that do nothing`,
  );
});

function readSchema(name: string): Schema {
  const file = join(root, 'schemas', 'harness', `${name}.schema.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Schema;
}

function keysOf({ properties = {} }: Schema): readonly string[] {
  return Object.entries(properties).flatMap(([key, schema]) => [key, ...keysOf(schema)]);
}

function emptyResults(): Results {
  return {
    format: 1,
    assay: { version: '0', node: 'v20', platform: 'linux' },
    run: { name: 'n', startedAt: '', finishedAt: '', strict: false, seed: 1, workers: 1 },
    target: { name: 'n', deployments: {}, insecure: false, reachable: true },
    specifications: [],
    exitCode: 0,
    totals: { pass: 0, fail: 0, warn: 0, blocked: 0, inapplicable: 0, waived: 0 },
    verdicts: [],
    ledger: emptyLedger,
    untested: [],
  };
}
