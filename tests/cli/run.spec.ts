import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import { conforming } from '../../reference/rms/behaviour.ts';
import { recordOf, stackFrame, test as base, type Judged } from './run-cli.ts';

// One worker for this file: the runs below are made once and looked at by several tests.
base.describe.configure({ mode: 'default' });

const status = 'rmsi.transport.success-status';
const nullArgument = 'rmsi.faults.null-argument';
const few = ['--grep', `${status}|${nullArgument}|rmsi.decommission.not-decommissioned`];

interface Runs {
  /** Against the conforming server, everything, with the keys that the server gave out. */
  readonly whole: Judged & { readonly keys: ReadonlySet<string> };
  /** A MUST and a SHOULD are broken. */
  readonly broken: Judged;
  /** Only a SHOULD is broken. */
  readonly warned: Judged;
}

const withoutNullChecks = {
  exceptionName: (refusal: Parameters<typeof conforming.exceptionName>[0]) => {
    const name = conforming.exceptionName(refusal);
    return name === 'System.ArgumentNullException' ? 'System.InvalidCastException' : name;
  },
};

const test = base.extend<object, Runs>({
  whole: [
    async ({ cli }, use) => {
      const keys = new Set<string>();
      const target = await cli.reference({
        returnedKey: key => {
          const base64 = conforming.returnedKey(key) ?? '';
          keys.add(base64);
          return base64;
        },
      });
      const judged = await cli.judge(...cli.describe(target), '--seed', '7');
      await use({ ...judged, keys });
    },
    { scope: 'worker' },
  ],
  broken: [
    async ({ cli }, use) => {
      const target = await cli.reference({ ...withoutNullChecks, statusOfSuccess: () => 202 });
      await use(await cli.judge(...cli.describe(target), ...few));
    },
    { scope: 'worker' },
  ],
  warned: [
    async ({ cli }, use) => {
      const target = await cli.reference(withoutNullChecks);
      await use(await cli.judge(...cli.describe(target), ...few, '--project', 'rmsi-soap11'));
    },
    { scope: 'worker' },
  ],
});

const isOfProfile = (requirement: string) => requirement.startsWith('rmsi.profile.');

test('a conforming server passes every check in both SOAP versions: 0', ({ whole }) => {
  const { results, code } = whole;
  // What a product is documented to do is not asked of the specification's own profile.
  const others = results.verdicts.filter(
    ({ verdict, requirement }) => verdict !== (isOfProfile(requirement) ? 'inapplicable' : 'pass'),
  );
  expect(others.map(({ requirement, findings }) => [requirement, findings])).toEqual([]);
  expect(code).toBe(0);
  expect(results).toMatchObject({ exitCode: 0, target: { reachable: true, insecure: false } });
  const [specification] = results.specifications;
  expect(Object.keys(whole.verdicts('rmsi-soap11'))).toHaveLength(specification?.checked ?? 0);
  expect(whole.verdicts('rmsi-soap12')).toEqual(whole.verdicts('rmsi-soap11'));
  expect(results.totals.pass + results.totals.inapplicable).toBe(2 * (specification?.checked ?? 0));
});

test('what is not checked is listed with its reason, and counted', ({ whole }) => {
  const { untested, specifications } = whole.results;
  const [specification] = specifications;
  const checked = Object.keys(whole.verdicts()).length;
  expect(checked + untested.length).toBe(specification?.requirements);
  expect(whole.stdout).toContain(
    `${specification?.requirements ?? 0} requirements in the catalogue, ${specification?.server ?? 0} bind the server, ${checked} of these have a check`,
  );
  expect(whole.stdout).toMatch(/conformant: .* \(exit 0\)/);
});

test('every verdict has evidence that exists: a request, a response and a script', ({ whole }) => {
  for (const { requirement, project, evidence, exchanges } of whole.results.verdicts) {
    if (isOfProfile(requirement)) continue;
    const files = evidence.map(path => join(whole.folder, path));
    expect(files.filter(file => !existsSync(file))).toEqual([]);
    expect(files.length, `${requirement} ${project}`).toBeGreaterThanOrEqual(3);
    expect(exchanges).toBeGreaterThanOrEqual(0);
    expect(readFileSync(files.find(file => file.endsWith('-request.txt')) ?? '', 'utf8')).toMatch(
      /^POST \/[a-z-]+\/_wmcs\/[a-z]+\/[A-Za-z]+\.asmx HTTP\/1\.1\n/,
    );
  }
});

test('the seed that was given is the one in results.json', ({ whole }) => {
  expect(whole.results.run.seed).toBe(7);
});

test('no key that the server gave out stands in any file of the run', ({ whole }) => {
  expect(whole.keys.size).toBeGreaterThanOrEqual(3);
  expectNoneIn(whole, whole.keys);
});

test('a wrong key earns no pass, and does not leak either', async ({ cli }) => {
  const wrong = Buffer.from('quite another k.').toString('base64');
  const target = await cli.reference({ returnedKey: () => wrong });
  const args = [
    '--grep',
    'decommission.key-returned|decommission.key-type',
    '--project',
    'rmsi-soap11',
  ];
  const run = await cli.judge(...cli.describe(target), ...args);
  expect(run.code).toBe(1);
  expect(run.results.totals.pass).toBe(0);
  const [finding] = recordOf(run, 'rmsi.decommission.key-returned').findings;
  expect(finding).toMatchObject({
    expected: 'the AES content key of 16 bytes that was sealed into the license',
    actual: 'a ContentKey of 16 bytes that differs from it',
  });
  expectNoneIn(run, new Set([wrong]));
});

test('junit.xml names requirements, and counts what is broken', ({ broken }) => {
  const xml = readFileSync(join(broken.folder, 'junit.xml'), 'utf8');
  expect(xml).toMatch(/<testsuites [^>]*tests="6" failures="2" errors="0" skipped="2"/);
  const cases = [...xml.matchAll(/<testcase name="([^":]*):/g)].map(([, name]) => name);
  const { verdicts } = broken.results;
  expect(cases.sort()).toEqual(verdicts.map(({ requirement }) => requirement).sort());
});

test('a broken MUST is 1, with clause, expectation and what came', ({ broken }) => {
  expect(broken.code).toBe(1);
  expect(broken.results.exitCode).toBe(1);
  expect(broken.results.totals).toMatchObject({ fail: 2, warn: 2, pass: 2, blocked: 0 });
  for (const project of ['rmsi-soap11', 'rmsi-soap12']) {
    const record = recordOf(broken, status, project);
    expect(record).toMatchObject({
      specification: 'MS-RMSI',
      section: '2.1',
      level: 'MUST',
      actor: 'server',
      verdict: 'fail',
    });
    expect(record.findings[0]).toEqual({
      expected: 'HTTP status 200 for a success',
      actual: 'HTTP 202',
      where: 'the plain AcquireContentKey',
    });
    const response = record.evidence.find(path => path.endsWith('-response.txt')) ?? '';
    expect(readFileSync(join(broken.folder, response), 'utf8')).toMatch(/^HTTP\/1\.1 202\n/);
  }
});

test('the terminal shows the clause, both sides and how to reproduce it', ({ broken }) => {
  const [, row = ''] = broken.stdout.split(`FAIL  ${status} [rmsi-soap11]\n`);
  const lines = row.split('\n').map(line => line.trim());
  const [clause, finding] = lines;
  const reproduce = lines.find(line => line.startsWith('reproduce: '));
  expect(clause).toMatch(/^MS-RMSI 2\.1 \(MUST\): /);
  expect(finding).toBe(
    'expected HTTP status 200 for a success; came HTTP 202 (the plain AcquireContentKey)',
  );
  const script = /^reproduce: sh (.*\/evidence\/rmsi-soap11\/.*-curl\.sh)$/.exec(reproduce ?? '');
  expect(existsSync(script?.[1] ?? '')).toBe(true);
  expect(broken.stdout + broken.stderr).not.toMatch(stackFrame);
});

test('a broken SHOULD alone is a warning: 0', ({ warned }) => {
  expect(warned.code).toBe(0);
  expect(warned.verdicts()).toEqual({
    [status]: 'pass',
    [nullArgument]: 'warn',
    'rmsi.decommission.not-decommissioned': 'pass',
  });
  const { level, findings } = recordOf(warned, nullArgument);
  expect(level).toBe('SHOULD');
  expect(findings.map(({ where }) => where)).toEqual(
    expect.arrayContaining([
      'AcquireContentKey/Certificate-nil',
      'Precertify/requestParams-absent',
      'EditIssuanceLicense/SignedIssuanceLicense-absent',
      'AcquirePreLicense/LicenseeIdentities-absent',
    ]),
  );
  expect(findings[0]?.expected).toBe('a SOAP fault that names ArgumentNullException');
  expect(findings[0]?.actual).toContain('System.InvalidCastException');
});

test('under --strict a broken SHOULD is 1, and still a warning', async ({ cli }) => {
  const target = await cli.reference(withoutNullChecks);
  const strict = await cli.judge(
    ...cli.describe(target),
    ...['--strict', '--grep', nullArgument, '--project', 'rmsi-soap11'],
  );
  expect(strict.code).toBe(1);
  expect(strict.results).toMatchObject({ exitCode: 1, run: { strict: true } });
  expect(strict.verdicts()).toEqual({ [nullArgument]: 'warn' });
});

test('a missing deployment blocks what needs it: 2; a certificate can come from a file', async ({
  cli,
  serverState,
}) => {
  const run = await cli.judge(
    // A decommissioned server gives its certificate to nobody.
    ...cli.describe(await cli.reference(), 'normal', 'decommissioned-https'),
    ...['--server-certificate', cli.file('slc.xml', serverState.SLC.join('\n'))],
    ...['--grep', `${status}|not-decommissioned|transport.https`, '--project', 'rmsi-soap12'],
  );
  expect(run.code).toBe(2);
  expect(run.verdicts('rmsi-soap12')).toEqual({
    [status]: 'pass',
    'rmsi.decommission.not-decommissioned': 'blocked',
    'rmsi.transport.https': 'blocked',
  });
  expect(recordOf(run, 'rmsi.transport.https', 'rmsi-soap12').blocked).toEqual({
    code: 'deployment-missing',
    reason:
      'The target names no decommissioned-https deployment; add it with --deployment decommissioned-https=URL.',
  });
  expect(run.stdout).toContain('BLOCKED  deployment-missing: ');
});

test('without a server certificate everything that needs a license is blocked: 2', async ({
  cli,
}) => {
  const target = await cli.reference({
    endpointAt: path => (path.endsWith('server.asmx') ? undefined : conforming.endpointAt(path)),
  });
  const run = await cli.judge(...cli.describe(target), ...few, '--project', 'rmsi-soap11');
  expect(run.code).toBe(2);
  expect(run.results.totals).toMatchObject({ blocked: 3, pass: 0, fail: 0 });
  const { blocked } = recordOf(run, status);
  expect(blocked?.code).toBe('server-certificate-missing');
  expect(blocked?.reason).toContain('HTTP 404');
  expect(blocked?.reason).toContain('--server-certificate FILE');
});

function expectNoneIn(run: Judged, keys: ReadonlySet<string>): void {
  const files = run.files();
  expect(files.some(({ path }) => path.includes('/allure-results/'))).toBe(true);
  expect(files.filter(({ text }) => text.includes('[redacted]')).length).toBeGreaterThan(0);
  for (const base64 of keys) {
    const hex = Buffer.from(base64, 'base64').toString('hex');
    for (const spelling of [base64, base64.replace(/=+$/, ''), hex, hex.toUpperCase()]) {
      const leaks = files.filter(({ text }) => text.includes(spelling));
      expect(leaks.map(({ path }) => path)).toEqual([]);
    }
  }
}
