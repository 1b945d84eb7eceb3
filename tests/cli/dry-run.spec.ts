import { existsSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { Ajv } from 'ajv';
import type { DryRun, PlannedCheck } from '../../harness/report/dry-run.ts';
import { root, test as base, type Cli } from './run-cli.ts';

interface Silent {
  readonly url: string;
  readonly connections: () => number;
}

/** `test` with a server that notices whoever connects. */
const test = base.extend<{ silent: Silent }>({
  // Playwright reads a fixture's dependencies off this pattern; there are none.
  silent: async ({}, use) => {
    let connections = 0;
    const server = createServer(socket => {
      connections += 1;
      socket.destroy();
    });
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    const { port } = server.address() as AddressInfo;
    await use({ url: `http://127.0.0.1:${port}/_wmcs`, connections: () => connections });
    await new Promise(done => server.close(done));
  },
});

const validate = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync(join(root, 'schemas/harness/dry-run.schema.json'), 'utf8')) as object,
);

async function plan(cli: Cli, ...args: readonly string[]): Promise<DryRun> {
  const { code, stdout, stderr } = await cli.assay('run', '--dry-run', '--json', ...args);
  expect(code, stderr).toBe(0);
  const value: unknown = JSON.parse(stdout);
  expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  return value as DryRun;
}

const sentBy = ({ requests }: PlannedCheck) => requests.reduce((sum, { count }) => sum + count, 0);

test('nothing is sent, nothing is written, and every URL is the target’s', async ({
  cli,
  silent,
}) => {
  const { url } = silent;
  const out = cli.folder();
  const { code, stdout, stderr } = await cli.assay(
    ...['run', '--dry-run', '--out', join(out, 'runs'), '--may-issue'],
    ...['--deployment', `normal=${url}`, '--deployment', `decommissioned=${url}`],
    ...['--section', '3.2.4.1', '--section', '2.1'],
  );
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(silent.connections()).toBe(0);
  expect(existsSync(join(out, 'runs'))).toBe(false);
  expect(stdout).toMatch(/^DRY RUN: nothing was sent to 127\.0\.0\.1:\d+\.\n/);
  const urls = [...stdout.matchAll(/https?:\/\/[^\s,]+/g)].map(([found]) => found);
  expect(urls.length).toBeGreaterThan(20);
  expect(urls.filter(found => !found.startsWith(`${url}/`))).toEqual([]);
  expect(stdout).toMatch(
    /\nrmsi\.transport\.https \[rmsi-soap11\]: \d+ requests?\n.*would be blocked: deployment-missing: The target names no decommissioned-https/s,
  );
  expect(stdout).toContain('identity-missing: The target names no licensee');
  expect(stdout).toMatch(/\n\d+ checks, \d+ of them would be blocked, 0 are inapplicable\.\n/);
  expect(stdout).toMatch(
    /rehearsal against the embedded reference server with one worker\. A real/,
  );
});

test('it counts what a run with the same options then sends, check by check', async ({ cli }) => {
  const described = cli.describe(await cli.reference(), 'trusting');
  const chosen = ['--grep', 'rmsi.(transport|decommission.trusted|prelicense.[a-e])|sid-validated'];
  const dry = await plan(cli, ...described, ...chosen);
  const { results } = await cli.judge(...described, ...chosen);
  const key = ({ requirement, project }: { requirement: string; project: string }) =>
    `${project} ${requirement}`;
  const sent = Object.fromEntries(results.verdicts.map(row => [key(row), row.exchanges]));
  expect(Object.fromEntries(dry.checks.map(check => [key(check), sentBy(check)]))).toEqual(sent);
  const blocked = results.verdicts.filter(({ verdict }) => verdict === 'blocked');
  expect(
    Object.fromEntries(
      dry.checks.flatMap(check => (check.blocked ? [[key(check), check.blocked.code]] : [])),
    ),
  ).toEqual(Object.fromEntries(blocked.map(row => [key(row), row.blocked?.code])));
  expect(dry.totals.issued).toEqual(results.ledger.totals);
  const before = dry.preflight.reduce((sum, { count }) => sum + count, 0);
  const all = Object.values(sent).reduce((sum, count) => sum + count, 0);
  expect(dry.totals.requests).toBe(before + all);
  expect(all).toBeGreaterThan(60);
});

test('what is not allowed would be blocked, and no request that issues is planned', async ({
  cli,
  silent,
}) => {
  const file = cli.file(
    'target.yaml',
    `deployments: { normal: "${silent.url}", decommissioned: "${silent.url}" }\n`,
  );
  const few = ['--only', 'rmsi.transport.*,rmsi.precertify.result-of-one'];
  const dry = await plan(cli, '--target', file, ...few);
  expect(dry.permissions).toEqual({ mayIssue: false, mayDecommission: false });
  expect(dry.totals.effects).toMatchObject({ issues: 0, decommissions: 0 });
  expect(dry.totals.effects.reads).toBe(dry.totals.requests);
  const blocked = dry.checks.filter(check => check.blocked?.code === 'not-allowed');
  expect(blocked.map(({ requirement }) => requirement)).toContain('rmsi.precertify.result-of-one');
  expect(silent.connections()).toBe(0);
});

test('what infers a profile is planned, too: without leave only what reads', async ({
  cli,
  silent,
}) => {
  const described = `deployments: { normal: "${silent.url}" }\nprofile: infer\n`;
  const file = cli.file('target.yaml', described);
  const few = ['--target', file, '--only', 'rmsi.transport.decommissioning-url'];
  const operations = async (...args: readonly string[]) => {
    const { preflight } = await plan(cli, ...few, ...args);
    return new Map(
      preflight.map(({ operation = '', fixture = '', effect }) => [
        `${operation}/${fixture}`,
        effect,
      ]),
    );
  };
  const reading = await operations();
  expect([...reading.values()]).not.toContain('issues');
  expect(reading.get('AcquireContentKey/paramsSoap-empty')).toBe('reads');
  expect((await operations('--may-issue')).get('Precertify/requestParams-empty')).toBe('issues');
  expect(silent.connections()).toBe(0);
});

test('it asks for the secrets of a target no more than for its server', async ({ cli, silent }) => {
  const file = cli.file(
    'target.yaml',
    [
      `deployments: { decommissioned: "${silent.url}" }`,
      'authentication: { type: basic, user: alice, password: { env: ASSAY_TEST_IS_NOT_SET } }',
    ].join('\n'),
  );
  const dry = await plan(cli, '--target', file, '--only', 'rmsi.transport.decommissioning-url');
  expect(dry.checks).toHaveLength(2);
  expect(silent.connections()).toBe(0);
});

test('a selection that leaves nothing is wrong usage', async ({ cli, silent }) => {
  const ended = await cli.assay('run', silent.url, '--dry-run', '--grep', 'nothing is called so');
  expect(ended.code).toBe(3);
  expect(ended.stderr).toMatch(/^assay: No check was selected; look at --grep/);
  expect(silent.connections()).toBe(0);
});
