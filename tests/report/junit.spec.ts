import { expect, test } from '@playwright/test';
import { parseXml } from '../../harness/xml/parse.ts';
import { attribute, child, type XmlElement } from '../../harness/xml/element.ts';
import { renderJunit } from '../../harness/report/junit.ts';
import { createRedactor } from '../../harness/report/redact.ts';
import { makeResults } from '../../harness/report/results.ts';
import type { Outcome } from '../../harness/verdict/decide.ts';
import { makeRecord } from '../../harness/verdict/record.ts';
import { catalogue, type RmsiRequirementId } from '../../suites/rmsi/catalogue.ts';

const must: RmsiRequirementId = 'rmsi.transport.success-status';
const should: RmsiRequirementId = 'rmsi.faults.null-argument';
const hostile = 'came \u0000 ]]> <b> "q" \uFFFF \uD800 & more';

const broken: Outcome = { kind: 'broken', findings: [{ expected: 'a', actual: hostile }] };
const blocked: Outcome = { kind: 'blocked', code: 'no-fault', reason: 'None came.' };
const rows: readonly (readonly [RmsiRequirementId, string, Outcome])[] = [
  [must, 'rmsi-soap11', broken],
  [should, 'rmsi-soap11', broken],
  ['rmsi.version.compared', 'rmsi-soap11', { kind: 'kept' }],
  [must, 'rmsi-soap12', blocked],
  [should, 'rmsi-soap12', { kind: 'inapplicable', reason: 'Not here.' }],
];

function junit(strict: boolean, insecure = false): XmlElement {
  const records = rows.map(([requirement, project, outcome]) =>
    makeRecord(
      catalogue,
      requirement,
      outcome,
      { project, notes: [], evidence: [], exchanges: 0, durationMs: 250 },
      createRedactor(),
    ),
  );
  const at = '2026-01-01T00:00:00.000Z';
  const run = { name: 'r', startedAt: at, finishedAt: at, strict, seed: 1, workers: 1 };
  const target = { name: 'a "server"', deployments: {}, insecure, reachable: true };
  return parseXml(Buffer.from(renderJunit(makeResults(run, target, [catalogue], records))));
}

const counts = (element: XmlElement) =>
  ['tests', 'failures', 'errors', 'skipped', 'time'].map(name => Number(attribute(element, name)));

test('failures are counted, in all and by project', () => {
  const root = junit(false);
  expect(attribute(root, 'name')).toBe('a "server"');
  expect(counts(root)).toEqual([5, 1, 0, 3, 1.25]);
  expect(root.children.map(suite => [attribute(suite, 'name'), ...counts(suite)])).toEqual([
    ['rmsi-soap11', 3, 1, 0, 1, 0.75],
    ['rmsi-soap12', 2, 0, 0, 2, 0.5],
  ]);
});

test('every suite says that any certificate was accepted, and nothing of certificates else', () => {
  const properties = junit(false, true).children.map(suite => suite.children[0]?.children[0]);
  expect(properties.map(property => property && attribute(property, 'value'))).toEqual(
    Array.from({ length: 2 }, () => 'INSECURE: any TLS certificate was accepted.'),
  );
  expect(junit(false).children.map(suite => suite.children[0]?.name)).toEqual(
    Array.from({ length: 2 }, () => 'testcase'),
  );
});

test('under --strict a broken SHOULD is a failure, as in the exit status', () => {
  expect(counts(junit(true)).slice(0, 4)).toEqual([5, 2, 0, 2]);
});

test('a case names its requirement; the failure says what went wrong, whatever a server said', () => {
  const [suite] = junit(false).children;
  const found = suite?.children.find(each => attribute(each, 'name')?.startsWith(`${must}: `));
  const failure = found && child(found, 'failure', '');
  expect(failure && attribute(failure, 'message')).toBe(
    'fail: expected a; came came \uFFFD ]]> <b> "q" \uFFFD \uFFFD & more',
  );
  expect(failure?.text).toContain('MS-RMSI 2.1 (MUST): ');
});

test('what is skipped says why, and what passes says nothing', () => {
  const [soap11, soap12] = junit(false).children;
  const contents = [soap11, soap12].flatMap(suite =>
    (suite?.children ?? []).flatMap(each =>
      each.children.map(outcome => [outcome.name, attribute(outcome, 'message')?.slice(0, 20)]),
    ),
  );
  expect(contents).toEqual([
    ['skipped', 'warn: expected a; ca'],
    ['failure', 'fail: expected a; ca'],
    ['skipped', 'inapplicable: Not he'],
    ['skipped', 'blocked: no-fault: N'],
  ]);
});
