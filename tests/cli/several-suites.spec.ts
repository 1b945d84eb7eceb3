import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { describeTarget } from '../../cli/describe-target.ts';
import { startClockReference } from '../../cli/reference-clock.ts';
import { startPlayReadyReference } from '../../cli/reference-playready.ts';
import type { DryRun } from '../../harness/report/dry-run.ts';
import type { Target } from '../../harness/target/target.ts';
import { readRecordings } from '../../harness/recordings/read-recordings.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { recordOf, stackFrame, test as base } from './run-cli.ts';

/** The reference servers of PlayReady and of the secure clocks, as one target without RMS. */
const test = base.extend<{ others: Target }>({
  // Playwright reads a fixture's dependencies off this pattern; there are none.
  others: async ({}, use) => {
    const { playready, close: closePlayReady } = await startPlayReadyReference();
    const { clock, services, close: closeClock } = await startClockReference();
    await use({
      ...{ name: 'others', deployments: {}, playready, clock, services, tls: {} },
      limits: completeLimits(),
      permissions: { mayIssue: true, mayDecommission: false },
    });
    await Promise.all([closePlayReady(), closeClock()]);
  },
});

test('a target without an RMS server: its own suites run, conform, and are all that is told', async ({
  cli,
  others,
}) => {
  const file = cli.file('others.json', JSON.stringify(describeTarget(others)));
  const run = await cli.judge('--target', file);
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
  const { specifications, verdicts, totals, target, untested } = run.results;
  expect(specifications.map(({ name }) => name)).toEqual(['PlayReady', 'PlayReady services']);
  expect(new Set(verdicts.map(({ project }) => project))).toEqual(new Set(['playready', 'clock']));
  expect(totals).toMatchObject({ fail: 0, warn: 0, blocked: 0 });
  expect(untested.some(({ requirement }) => requirement.startsWith('rmsi.'))).toBe(false);
  expect(target.deployments).toMatchObject({
    'playready.normal': others.playready?.deployments.normal,
    'clock.v1.service': others.clock?.services.v1?.service,
  });
  // Rules that no open specification states say how they are known.
  expect(verdicts.filter(({ mark }) => mark === undefined)).toEqual([]);
  expect(verdicts.filter(({ mark, level }) => mark !== 'documented' && level === 'MUST')).toEqual(
    [],
  );
});

test('a URL alone: what needs a licensed client is blocked and says how to record one', async ({
  cli,
  others,
}) => {
  const url = others.playready?.deployments.normal ?? '';
  const run = await cli.judge(url, '--may-issue');
  expect(run.code).toBe(2);
  expect(run.results.totals).toMatchObject({ fail: 0, warn: 0 });
  expect(run.results.totals.pass).toBeGreaterThan(10);
  const granted = recordOf(run, 'playready.acquire-license.granted', 'playready');
  expect(granted.blocked?.code).toBe('recording-missing');
  expect(granted.blocked?.reason).toContain('docs/recordings.md');
  const metering = recordOf(run, 'playready.metering.certificate', 'playready');
  expect(metering.blocked?.reason).toContain('the target names no meteringId');
});

test('read only, nothing is issued, and what would be is blocked', async ({ cli, others }) => {
  const permissions = { mayIssue: false, mayDecommission: false };
  const description = describeTarget({ ...others, permissions });
  const file = cli.file('others.json', JSON.stringify(description));
  const run = await cli.judge('--target', file, '--project', 'playready');
  const { ledger, verdicts } = run.results;
  expect(ledger.rows).toEqual([]);
  const granted = verdicts.find(
    ({ requirement }) => requirement === 'playready.acquire-license.granted',
  );
  expect(granted?.blocked?.code).toBe('not-allowed');
  expect(verdicts.some(({ verdict }) => verdict === 'pass')).toBe(true);
});

test('licenses and keys that were issued stand in the ledger; no content key stands anywhere', async ({
  cli,
  others,
}) => {
  const file = cli.file('others.json', JSON.stringify(describeTarget(others)));
  const run = await cli.judge('--target', file, '--only', 'playready.packaging.*');
  const { ledger } = run.results;
  expect(ledger.totals['content key']).toBeGreaterThan(0);
  const evidence = run.files().filter(({ text }) => text.includes('KeyData'));
  expect(evidence.length).toBeGreaterThan(0);
  for (const { path, text } of evidence)
    for (const [, key = ''] of text.matchAll(/<(?:\w+:)?KeyData[^<>/]*>([^<]*)</g))
      expect(key, path).toBe('[redacted]');
});

test('a project or a requirement of what the target lacks is a sentence', async ({
  cli,
  others,
}) => {
  const url = others.playready?.deployments.normal ?? '';
  for (const args of [
    ['--project', 'rmsi-soap11'],
    ['--only', 'clock.v1.*'],
  ]) {
    const { code, stderr } = await cli.assay('run', url, ...args, '--no-report');
    expect(code).toBe(3);
    expect(stderr).toMatch(/^assay: No check was selected: \S+ belongs to a protocol of which /);
    expect(stderr).not.toMatch(stackFrame);
  }
});

for (const [what, url] of [
  ['PlayReady server', 'http://127.0.0.1:9/rightsmanager.asmx'],
  ['secure clock', 'http://127.0.0.1:9/SecureClock/?petition'],
] as const)
  test(`a dead ${what} ends the run at once with status 4`, async ({ cli }) => {
    const run = await cli.judge(url);
    expect(run.code).toBe(4);
    expect(run.results.totals.pass).toBe(0);
    expect(run.stderr).toMatch(/could not be reached: .*127\.0\.0\.1:9/);
  });

test('--protocol says what a URL of another form is', async ({ cli, others }) => {
  const url = `${others.playready?.deployments.normal ?? ''}?x=1#y`.replace('#y', '');
  const plan = await cli.assay('run', url, '--protocol', 'playready', '--dry-run', '--json');
  expect(plan.code).toBe(0);
  expect((JSON.parse(plan.stdout) as DryRun).target.deployments).toEqual({
    'playready.normal': url,
  });
});

test('a dry run of all parts tells the target’s URLs and sends nothing', async ({
  cli,
  others,
}) => {
  const dead = (url: string) => url.replace(/:\d+\//, ':9/');
  const { deployments = {}, ...rest } = others.playready ?? {};
  const moved: Target = {
    ...others,
    playready: {
      ...rest,
      deployments: Object.fromEntries(
        Object.entries(deployments).map(([name, url]) => [name, dead(url)]),
      ),
    },
    clock: {
      toleranceSeconds: 300,
      services: { v1: { service: dead(others.clock?.services.v1?.service ?? '') } },
    },
  };
  const file = cli.file('dead.json', JSON.stringify(describeTarget({ ...moved, services: [] })));
  const text = readFileSync(file, 'utf8').replace(',"services":[]', '');
  const { code, stdout, stderr } = await cli.assay(
    ...['run', '--target', cli.file('dead-2.json', text), '--dry-run', '--json'],
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  const plan = JSON.parse(stdout) as DryRun;
  expect(new Set(plan.checks.map(({ project }) => project))).toEqual(
    new Set(['playready', 'clock']),
  );
  const urls = plan.checks.flatMap(({ requests }) => requests.map(({ url }) => url));
  expect(urls.length).toBeGreaterThan(20);
  expect(urls.filter(url => !url.includes('127.0.0.1:9/'))).toEqual([]);
  expect(plan.totals.issued['PlayReady license']).toBeGreaterThan(0);
});

test('recordings that are spoilt are a sentence in each row that needs them', async ({
  cli,
  others,
}) => {
  const { recordings = '' } = others.playready ?? {};
  expect(readRecordings(recordings).length).toBeGreaterThan(5);
  const empty = cli.folder();
  const file = cli.file(
    'others.json',
    JSON.stringify(
      describeTarget({
        ...others,
        playready: { deployments: {}, ...others.playready, recordings: empty },
      }),
    ),
  );
  const run = await cli.judge('--target', file, '--only', 'playready.acquire-license.granted');
  const { blocked } = recordOf(run, 'playready.acquire-license.granted', 'playready');
  expect(blocked).toMatchObject({ code: 'recording-missing' });
  expect(blocked?.reason).toContain(empty);
  const none = await cli.assay(
    ...['run', '--no-report', '--target'],
    cli.file(
      'none.json',
      readFileSync(file, 'utf8').replace(empty, join(dirname(file), 'nowhere')),
    ),
  );
  expect(none.code).toBe(3);
  expect(none.stderr).toContain('Expected a folder with recordings at');
});
