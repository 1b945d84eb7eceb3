import { expect } from '@playwright/test';
import { Command } from 'commander';
import { addTargetOptions, targetOf, type TargetOptions } from '../../cli/target-options.ts';
import { readOnly } from '../../harness/target/permissions.ts';
import { UserError } from '../../harness/user-error.ts';
import { countIssued } from '../../reference/rms/count-issued.ts';
import { recordOf, test } from './run-cli.ts';

const url = 'http://127.0.0.1:9/_wmcs';

/** What the command line allows. */
function allowedBy(...args: readonly string[]) {
  const command = addTargetOptions(new Command('run').argument('[url]'));
  command.parse(args, { from: 'user' });
  return targetOf(command.args[0], command.opts<TargetOptions>()).permissions;
}

test('nothing is allowed unless the file or the command line says so', ({ cli }) => {
  const file = (keys: object) =>
    cli.file('target.json', JSON.stringify({ deployments: { decommissioned: url }, ...keys }));
  const issue = { mayIssue: true, mayDecommission: false };
  const decommission = { mayIssue: false, mayDecommission: true };
  expect(allowedBy(url)).toEqual(readOnly);
  expect(allowedBy(url, '--may-issue')).toEqual(issue);
  expect(allowedBy(url, '--may-decommission')).toEqual(decommission);
  expect(allowedBy(url, '--read-only')).toEqual(readOnly);
  expect(allowedBy('--target', file({}))).toEqual(readOnly);
  expect(allowedBy('--target', file({ mayIssue: true }))).toEqual(issue);
  expect(allowedBy('--target', file({ mayDecommission: true }), '--may-issue')).toEqual({
    mayIssue: true,
    mayDecommission: true,
  });
  expect(allowedBy('--target', file({ mayIssue: false }), '--may-issue')).toEqual(issue);
  expect(allowedBy('--target', file({ mayIssue: true }), '--read-only')).toEqual(readOnly);
  expect(allowedBy('--target', file({ readOnly: true }))).toEqual(readOnly);
  expect(allowedBy('--target', file({ readOnly: true }), '--read-only')).toEqual(readOnly);
  for (const args of [
    [url, '--read-only', '--may-issue'],
    ['--target', file({ readOnly: true }), '--may-issue'],
    ['--target', file({ readOnly: true }), '--may-decommission'],
    ['--target', file({ readOnly: true, mayIssue: true })],
  ])
    expect(() => allowedBy(...args), args.join(' ')).toThrow(UserError);
});

test('a run of a URL reads: nothing is issued, and the end says what was left and how to allow it', async ({
  cli,
}) => {
  const { issued, behaviour } = countIssued();
  const { deployments, tls } = await cli.reference(behaviour);
  const run = await cli.judge(
    ...['decommissioned', 'normal'].flatMap(state => [
      '--deployment',
      `${state}=${deployments[state] ?? ''}`,
    ]),
    ...['--ca', cli.file('ca.pem', tls.ca ?? ''), '--project', 'rmsi-soap12'],
    ...['--only', 'rmsi.republish.*,rmsi.transport.success-status,rmsi.decommission.key-returned'],
  );
  expect(issued).toMatchObject({ accountCertificates: 0, useLicenses: 0, publishingLicenses: 0 });
  expect(run.code).toBe(2);
  const { totals, verdicts, ledger, target } = run.results;
  expect(totals.pass).toBe(2);
  expect(target.permissions).toEqual(readOnly);
  expect(ledger).toMatchObject({ rows: [], omitted: 0 });
  const left = verdicts.filter(({ blocked }) => blocked?.code === 'not-allowed').length;
  expect(left).toBeGreaterThan(10);
  expect(run.stdout).toContain(
    `Not allowed: ${left} of ${verdicts.length} verdicts are blocked because the target does not allow`,
  );
  expect(run.stdout).toContain('allow it: --may-issue or mayIssue: true.\n');
  expect(run.stdout).not.toContain('Issued on the server');
  const { blocked } = recordOf(run, 'rmsi.republish.signed', 'rmsi-soap12');
  expect(blocked?.reason).toContain('pass --may-issue');
  const environment = run.files().find(({ path }) => path.endsWith('environment.properties'));
  expect(environment?.text).toContain('Allowed=reading only\nIssued=nothing\n');
});
