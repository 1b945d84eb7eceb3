import { createRequire } from 'node:module';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { conforming, type Behaviour } from '../../reference/rms/behaviour.ts';
import { writeRunJson } from '../../harness/report/run-folder.ts';
import { planFile, targetFile, waiversFile, type RunPlan } from '../../harness/report/run-plan.ts';
import type { Waiver, WaiverEvidence } from '../../harness/verdict/waiver.ts';
import { command, readRun, recordOf, stackFrame, test, type Judged } from './run-cli.ts';

const keyType = 'rmsi.decommission.key-type';
const refusal = 'rmsi.decommission.not-decommissioned';
const kept = 'rmsi.decommission.key-returned';
const https = 'rmsi.transport.https';
const elsewhere = 'rmsi.transport.success-status';

/** A MUST is broken, and a SHOULD, whose fault has another name. */
const broken: Partial<Behaviour> = {
  returnedKeyType: () => 'AES',
  faultString: (name, message) =>
    conforming.faultString(name.replace('ClusterNotDecommissioned', 'Other'), message),
};

type Given = Omit<Partial<Waiver>, 'evidence'> & { readonly evidence?: WaiverEvidence };

const waiver = (requirement: string, given: Given = {}) => ({
  ...{ requirement, reason: 'Mended in 4.2.', owner: 'a team', expires: '2999-12-31' },
  ...given,
});
const yaml = (...waivers: readonly object[]) => JSON.stringify(waivers, null, 2);

/** The result files of Allure that tell of a requirement, in all projects. */
function allureRows({ folder }: Judged, name: string) {
  const root = join(folder, 'allure-results');
  return readdirSync(root)
    .filter(file => file.endsWith('-result.json'))
    .map(
      file =>
        JSON.parse(readFileSync(join(root, file), 'utf8')) as {
          readonly name: string;
          readonly status: string;
          readonly statusDetails: { readonly message?: string };
          readonly labels: readonly { readonly name: string; readonly value: string }[];
        },
    )
    .filter(row => row.name.startsWith(name));
}

test('what is waived fails no run; a waiver that is wrong does, whatever else is green', async ({
  cli,
}) => {
  const target = await cli.reference(broken);
  const file = cli.file(
    'waivers.yaml',
    yaml(
      waiver(keyType, { project: 'rmsi-soap11', evidence: { text: '"AES"' } }),
      waiver(keyType, { project: 'rmsi-soap12', evidence: { text: '"DES"' } }),
      waiver(refusal, { evidence: { fault: 'OtherException' } }),
      waiver(kept),
      waiver(https),
      waiver(elsewhere),
    ),
  );
  const run = await cli.judge(
    ...cli.describe(target, 'decommissioned-https'),
    ...['--waivers', file, '--only', keyType, refusal, kept, https],
  );
  expect(run.verdicts('rmsi-soap11')).toEqual({
    [keyType]: 'waived',
    [refusal]: 'waived',
    [kept]: 'pass',
    [https]: 'blocked',
  });
  expect(run.verdicts('rmsi-soap12')).toMatchObject({ [keyType]: 'fail', [refusal]: 'waived' });
  expect(recordOf(run, keyType)).toMatchObject({
    waived: { insteadOf: 'fail', reason: 'Mended in 4.2.', owner: 'a team', expires: '2999-12-31' },
    findings: [{ actual: '"AES"' }],
  });
  expect(recordOf(run, refusal).waived?.insteadOf).toBe('warn');
  const { waivers, totals } = run.results;
  expect(waivers?.errors.map(({ requirement, kind }) => [requirement, kind])).toEqual([
    [keyType, 'evidence-changed'],
    [kept, 'stale'],
    [https, 'unmatched'],
  ]);
  expect(waivers).toMatchObject({ file, applied: 3 });
  expect(waivers?.entries).toHaveLength(6);
  expect(totals).toMatchObject({ waived: 3, fail: 1, warn: 0, pass: 2, blocked: 2 });
  expect(run.code).toBe(1);

  expect(run.stdout).toContain(`WAIVED  ${keyType} [rmsi-soap11]`);
  expect(run.stdout).toContain('until 2999-12-31 by a team, instead of fail: Mended in 4.2.');
  for (const { message } of waivers?.errors ?? []) expect(run.stdout).toContain(message);

  const junit = readFileSync(join(run.folder, 'junit.xml'), 'utf8');
  expect(junit).toMatch(/<testsuites [^>]*tests="11" failures="4" errors="0" skipped="5"/);
  expect(junit).toMatch(/<testsuite name="waivers"[^>]*tests="3" failures="3"/);
  expect(junit).toContain('message="waived: until 2999-12-31 by a team');
  expect(junit).toContain(`<failure type="stale" message="The waiver for ${kept} no longer`);

  const rows = allureRows(run, `${keyType}: `);
  expect(rows.map(({ status }) => status).sort()).toEqual(['failed', 'failed', 'skipped']);
  const waived = rows.find(({ status }) => status === 'skipped');
  expect(waived?.statusDetails.message).toMatch(/^waived: .*\nuntil 2999-12-31 by a team/);
  expect(waived?.labels).toContainEqual({ name: 'owner', value: 'a team' });
  expect(waived?.labels).toContainEqual({ name: 'tag', value: 'waived' });
  expect(allureRows(run, `${kept}: stale waiver`)).toMatchObject([
    {
      status: 'failed',
      statusDetails: { message: waivers?.errors[1]?.message.replace(/^/, 'waiver: ') },
    },
  ]);
});

test('a target names its waivers; all that is broken being waived, the run is conformant', async ({
  cli,
}) => {
  const target = await cli.reference(broken);
  const [option = '', file = '', ...rest] = cli.describe(target);
  writeFileSync(
    join(dirname(file), 'known.yaml'),
    yaml(waiver(keyType, { evidence: { text: '"AES"' } }), waiver(refusal)),
  );
  const described = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...described, waivers: 'known.yaml' }));
  const only = ['--only', keyType, refusal, kept, '--project', 'rmsi-soap12'];
  const run = await cli.judge(option, file, ...rest, ...only, '--strict');
  expect(run.verdicts('rmsi-soap12')).toEqual({
    [keyType]: 'waived',
    [refusal]: 'waived',
    [kept]: 'pass',
  });
  expect(run.results.waivers).toMatchObject({ applied: 2, errors: [] });
  expect(run.code, run.stdout).toBe(0);
  expect(readFileSync(join(run.folder, 'junit.xml'), 'utf8')).toMatch(
    /<testsuites [^>]*tests="3" failures="0" errors="0" skipped="2"/,
  );
  // What is given on the command line stands in place of the target's.
  const past = cli.file('past.yaml', yaml(waiver(keyType, { expires: '2020-02-29' })));
  const late = await cli.judge(option, file, ...rest, ...only, '--waivers', past);
  expect(late.verdicts('rmsi-soap12')).toEqual({
    [keyType]: 'fail',
    [refusal]: 'warn',
    [kept]: 'pass',
  });
  expect(late.results.waivers).toMatchObject({
    applied: 0,
    errors: [{ requirement: keyType, kind: 'expired' }],
  });
  expect(late.results.waivers?.errors[0]?.message).toContain('expired on 2020-02-29');
  expect(late.code).toBe(1);
});

test('an error of a waiver alone is a 1 that says so', async ({ cli }) => {
  const target = await cli.reference();
  const file = cli.file('waivers.yaml', yaml(waiver(kept)));
  const one = ['--only', kept, '--project', 'rmsi-soap12', '--waivers', file];
  const run = await cli.judge(...cli.describe(target), ...one);
  expect(run.results.totals).toMatchObject({ pass: 1, fail: 0 });
  expect(run.code).toBe(1);
  expect(run.stdout).toContain(`1 error of waivers in ${file} (exit 1)`);
});

test('a waiver for what there is not ends the command before anything is sent', async ({ cli }) => {
  const out = join(cli.folder(), 'out');
  const given = ['run', 'http://127.0.0.1:9/_wmcs', '--out', out, '--waivers'];
  const unknown = await cli.assay(
    ...given,
    cli.file('w.yaml', yaml(waiver('rmsi.decommission.key-typ'))),
  );
  expect(unknown.stderr).toMatch(/w\.yaml, line \d+: .* Did you mean rmsi\.decommission\.key-type/);
  const missing = await cli.assay(...given, join(out, 'none.yaml'));
  expect(missing.stderr).toMatch(/^assay: Expected a file of waivers at /);
  for (const { code, stderr } of [unknown, missing]) {
    expect(code).toBe(3);
    expect(stderr).not.toMatch(stackFrame);
  }
  expect(existsSync(out)).toBe(false);
});

test('what has expired is told by the start of the run, not by the clock', async ({ cli }) => {
  const out = cli.folder();
  const folder = join(out, 'a-run');
  const plan: RunPlan = {
    ...{ name: 'a-run', target: 'a server', strict: false, failOn: 'must' },
    startedAt: '3000-01-01T00:00:00.000Z',
  };
  writeRunJson(folder, planFile, plan);
  writeRunJson(folder, targetFile, await cli.reference(broken));
  writeRunJson(folder, waiversFile, { file: 'w.yaml', entries: [waiver(keyType)] });
  const playwright = createRequire(import.meta.url).resolve('@playwright/test/cli');
  const ended = await command(
    [playwright, 'test', '--project=rmsi-soap12', '--grep', 'key-type:', '--workers=1'],
    { ASSAY_RUN: folder, ASSAY_PLAYWRIGHT_OUTPUT: join(out, '.playwright') },
  );
  const run = readRun(ended, out);
  expect(run.verdicts('rmsi-soap12')).toEqual({ [keyType]: 'fail' });
  expect(run.results).toMatchObject({
    run: { startedAt: plan.startedAt },
    waivers: { errors: [{ kind: 'expired' }] },
  });
  expect(ended.code).toBe(1);
});
