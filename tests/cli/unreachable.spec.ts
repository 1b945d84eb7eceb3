import { expect } from '@playwright/test';
import { startHostileServer } from '../transport/hostile-server.ts';
import { stackFrame, test, type Cli, type Judged } from './run-cli.ts';

const one = ['--grep', 'transport.success-status', '--project', 'rmsi-soap11'];

async function expectUnreachable(
  cli: Cli,
  sentence: RegExp,
  ...args: readonly string[]
): Promise<Judged> {
  const run = await cli.judge(...args, ...one);
  expect(run.code).toBe(4);
  expect(run.results).toMatchObject({ exitCode: 4, target: { reachable: false } });
  expect(run.results.target.unreachable).toMatch(sentence);
  expect(run.results.totals).toMatchObject({ blocked: 1, pass: 0, fail: 0 });
  expect(run.results.verdicts[0]?.blocked?.code).toBe('unreachable');
  expect(run.stderr).toMatch(/^assay: .* could not be reached: .*\n$/);
  expect(run.stderr).toMatch(sentence);
  expect(run.stdout + run.stderr).not.toMatch(stackFrame);
  return run;
}

test('where nobody listens: 4', async ({ cli }) => {
  const server = await startHostileServer();
  await server.close();
  await expectUnreachable(cli, /the connection was refused/, `${server.origin}/_wmcs`);
});

test('a host that does not exist: 4', async ({ cli }) => {
  const sentence =
    /Expected http:\/\/no-such-host\.invalid to name a host; the name does not resolve/;
  await expectUnreachable(cli, sentence, 'http://no-such-host.invalid/_wmcs');
});

test('a server that accepts and never answers: 4, after one deadline', async ({ cli }) => {
  const server = await startHostileServer();
  const sentence = /within 500 ms; it was not, before any status line/;
  await expectUnreachable(cli, sentence, `${server.origin}/hang`, '--deadline', '500');
  expect(server.connections()).toBe(1);
  await server.close();
});

test('a certificate that nobody vouches for: 4, and how to go on', async ({ cli }) => {
  const { deployments } = await cli.reference();
  const url = deployments['decommissioned-https'] ?? '';
  await expectUnreachable(cli, /pass the CA with --ca FILE, or --insecure to accept any/, url);
});

test('with --insecure the same server is judged, and every report shows it', async ({ cli }) => {
  const { deployments } = await cli.reference();
  const run = await cli.judge(
    deployments['decommissioned-https'] ?? '',
    ...[
      '--deployment',
      `normal=${deployments['normal'] ?? ''}`,
      '--insecure',
      '--may-issue',
      ...one,
    ],
  );
  expect(run.code).toBe(0);
  expect(run.results.target).toMatchObject({ insecure: true, reachable: true });
  const environment = run.files().find(({ path }) => path.endsWith('environment.properties'));
  const remark = 'INSECURE: any TLS certificate was accepted.';
  expect(environment?.text).toContain(`TLS=${remark}\n`);
  for (const report of ['junit.xml', 'summary.md'])
    expect(run.files().find(({ path }) => path.endsWith(report))?.text).toContain(remark);
  expect(run.stdout).toContain(`\n${remark}\n`);
});
