import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { conforming } from '../../reference/rms/behaviour.ts';
import { test } from './run-cli.ts';

const must = 'rmsi.decommission.key-type';
const should = 'rmsi.decommission.not-decommissioned';
const kept = 'rmsi.decommission.key-returned';
const blocked = 'rmsi.transport.https';
const project = 'rmsi-soap12';

test('--fail-on decides the exit status, and --last-failed takes whatever was not green', async ({
  cli,
}) => {
  const target = await cli.reference({
    returnedKeyType: () => 'AES',
    faultString: (name, message) =>
      conforming.faultString(name.replace('ClusterNotDecommissioned', 'Other'), message),
  });
  const described = cli.describe(target, 'decommissioned-https');
  const out = cli.folder();
  const judge = (...args: readonly string[]) =>
    cli.judgeIn(out, ...described, '--project', project, ...args);

  const lax = await judge('--only', should, kept);
  expect(lax.verdicts(project)).toEqual({ [should]: 'warn', [kept]: 'pass' });
  expect(lax.results.run).toMatchObject({ failOn: 'must', strict: false });
  expect(lax.code).toBe(0);

  const again = await judge('--last-failed', '--fail-on', 'should');
  expect(again.verdicts(project)).toEqual({ [should]: 'warn' });
  expect(again.results.run).toMatchObject({ failOn: 'should', strict: false });
  expect(again.code).toBe(1);
  expect(again.stdout).toContain('not conformant (exit 1)');
  expect(readFileSync(join(again.folder, 'junit.xml'), 'utf8')).toContain('failures="1"');

  const never = await judge('--only', must, blocked, '--fail-on', 'never');
  expect(never.verdicts(project)).toEqual({ [must]: 'fail', [blocked]: 'blocked' });
  expect(never.results).toMatchObject({ exitCode: 0, run: { failOn: 'never' } });
  expect(never.code).toBe(0);
  expect(never.stdout).toContain(
    'not conformant, and no failure by --fail-on never: a MUST is broken, 1 blocked (exit 0)',
  );
  expect(readFileSync(join(never.folder, 'junit.xml'), 'utf8')).toContain('failures="1"');
});
