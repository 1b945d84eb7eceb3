import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { describeTarget } from '../../cli/describe-target.ts';
import { startWmdrmReference } from '../../cli/reference-wmdrm.ts';
import { completeLimits, type Target } from '../../harness/target/target.ts';
import type { WmdrmTarget } from '../../harness/target/wmdrm.ts';
import { assumptionNames } from '../../harness/wmdrm/wmdrm-assumptions.ts';
import type { Behaviour } from '../../reference/wmdrm/behaviour.ts';
import {
  command,
  readRun,
  recordOf,
  root,
  stackFrame,
  test as base,
  type Judged,
} from './run-cli.ts';

interface Fixtures {
  /** A running reference server with some rules changed, until the test ends. */
  readonly reference: (behaviour?: Partial<Behaviour>) => Promise<WmdrmTarget>;
}

const test = base.extend<Fixtures>({
  // Playwright reads a fixture's dependencies off this pattern; there are none.
  reference: async ({}, use) => {
    const closing: (() => Promise<void>)[] = [];
    await use(async behaviour => {
      const { wmdrm, close } = await startWmdrmReference(behaviour);
      closing.push(close);
      return wmdrm;
    });
    for (const close of closing) await close();
  },
});

/** A target file's text. */
function fileOf(wmdrm: WmdrmTarget): string {
  const target: Target = {
    ...{ name: 'wmdrm', deployments: {}, tls: {}, limits: completeLimits(), wmdrm },
    permissions: { mayIssue: true, mayDecommission: false },
  };
  return JSON.stringify(describeTarget(target));
}

/** What no file of a run may hold: the private keys and the content key, and how they may be spelled. */
function secretsOf({ client, unlistedClient, content }: WmdrmTarget): readonly string[] {
  const sources = [client?.privateKey, unlistedClient?.privateKey, content.contentKey];
  return sources.flatMap(source => {
    if (source === undefined || !('file' in source)) throw new Error('A file was expected.');
    const bytes = Buffer.from(readFileSync(source.file, 'utf8').trim(), 'base64');
    const turned = Buffer.from(bytes).reverse();
    return [bytes, turned].flatMap(each => [
      each.toString('base64').replace(/=+$/, ''),
      each.toString('base64url').replace(/=+$/, ''),
      each.toString('hex'),
      each.toString('hex').toUpperCase(),
      each.toString('latin1'),
      BigInt(`0x${each.toString('hex')}`).toString(),
    ]);
  });
}

function expectNoSecrets(run: Judged, wmdrm: WmdrmTarget): void {
  const secrets = secretsOf(wmdrm);
  expect(secrets).toHaveLength(36);
  const files = [...run.files(), { path: 'output', text: run.stdout + run.stderr }];
  const leaks = files.filter(({ text }) => secrets.some(secret => text.includes(secret)));
  expect(leaks.map(({ path }) => path)).toEqual([]);
}

/** The messages of the Allure results, by requirement. */
function messagesOf(run: Judged): ReadonlyMap<string, string> {
  const results = run
    .files()
    .filter(({ path }) => path.endsWith('-result.json'))
    .map(({ text }) => JSON.parse(text) as { name: string; statusDetails?: { message?: string } });
  return new Map(
    results.map(({ name, statusDetails }) => [
      /wmdrm\.[\w.-]+/.exec(name)?.[0] ?? name,
      statusDetails?.message ?? '',
    ]),
  );
}

test('a conforming server conforms, rests on what its target declares, and no key is in the run', async ({
  cli,
  reference,
}) => {
  const wmdrm = await reference();
  const run = await cli.judge('--target', cli.file('target.json', fileOf(wmdrm)));
  expect(run.stderr).toBe('');
  expect(run.code).toBe(0);
  const { verdicts, totals, ledger } = run.results;
  expect(totals).toMatchObject({ fail: 0, warn: 0, blocked: 0, inapplicable: 0 });
  expect(new Set(verdicts.map(({ project }) => project))).toEqual(new Set(['wmdrm']));
  const rested = verdicts.flatMap(({ assumptions = [] }) => assumptions);
  expect(rested.length).toBeGreaterThan(0);
  expect(rested.filter(({ declared }) => !declared)).toEqual([]);
  for (const { name, choice } of rested) {
    expect(assumptionNames).toContain(name);
    expect(Object.entries(wmdrm.assumptions)).toContainEqual([name, choice]);
  }
  expect(recordOf(run, 'wmdrm.version1.length', 'wmdrm').assumptions).toContainEqual({
    ...{ name: 'error-carrier', choice: 'body', declared: true },
  });
  expect(ledger.totals['WMDRM license']).toBeGreaterThan(10);
  expectNoSecrets(run, wmdrm);
});

test('what is declared and what is not is told with each verdict, in every report', async ({
  cli,
  reference,
}) => {
  const own = await reference({
    dataLength: () => 116,
    licenseSigner: (_, { privateKey }) => privateKey,
  });
  const wmdrm: WmdrmTarget = { ...own, assumptions: { 'point-order': 'ephemeral-first' } };
  const file = cli.file('target.json', fileOf(wmdrm));
  const run = await cli.judge('--target', file, '--only', 'wmdrm.license1.*');
  expect(run.verdicts('wmdrm')).toEqual({
    ...{ 'wmdrm.license1.version': 'pass', 'wmdrm.license1.version-of-rules': 'pass' },
    ...{ 'wmdrm.license1.length': 'fail', 'wmdrm.license1.signature': 'blocked' },
    ...{ 'wmdrm.license1.kid': 'pass', 'wmdrm.license1.key': 'pass' },
  });
  const restsOn = (row: string) =>
    (recordOf(run, `wmdrm.license1.${row}`, 'wmdrm').assumptions ?? []).map(
      ({ name, declared }) => `${name} ${declared}`,
    );
  for (const row of ['length', 'key', 'signature']) {
    expect(restsOn(row)).toContain('point-order true');
    expect(restsOn(row)).toContain('rc4-key-length false');
  }
  expect(restsOn('signature')).toContain('signature-hash false');
  expect(recordOf(run, 'wmdrm.license1.signature', 'wmdrm').blocked?.code).toBe('not-public');
  const messages = messagesOf(run);
  for (const row of ['length', 'key', 'signature']) {
    const message = messages.get(`wmdrm.license1.${row}`);
    expect(message, row).toContain(
      'Rests on point-order = ephemeral-first, which the target declares.',
    );
    expect(message, row).toContain('Rests on rc4-key-length = 7, an assumption of the harness.');
  }
  expectNoSecrets(run, wmdrm);
});

test('without a Chromium the rows of the page are blocked, and no others', async ({
  cli,
  reference,
}) => {
  const file = cli.file('target.json', fileOf(await reference()));
  const [out, nowhere] = [cli.folder(), cli.folder()];
  const args = ['--only', 'wmdrm.nonsilent.*', '--only', 'wmdrm.form.*', '--no-report'];
  const ended = await command(
    [`${root}cli/bin.mjs`, 'run', '--target', file, '--out', out, '--workers', '1', ...args],
    {
      ...{ CHROMIUM_PATH: `${nowhere}/chromium`, PATH: nowhere },
      ...{ PLAYWRIGHT_BROWSERS_PATH: nowhere },
    },
  );
  const run = readRun(ended, out);
  expect(run.code).toBe(2);
  for (const { requirement, verdict, blocked } of run.results.verdicts)
    if (requirement.startsWith('wmdrm.form.')) expect(verdict, requirement).toBe('pass');
    else {
      expect(blocked?.code, requirement).toBe('browser-missing');
      expect(blocked?.reason).toContain('npx assay setup');
    }
  expect(run.results.totals).toMatchObject({ pass: 2, blocked: 6 });
});

test('a key that can not be read ends the run before it begins, and is not told', async ({
  cli,
  reference,
}) => {
  const wmdrm = await reference();
  const key = cli.file('client.key', 'QXNzYXkgVEVTVA==\n');
  const { certificateFile = '' } = wmdrm.client ?? {};
  const client = { certificateFile, privateKey: { file: key } };
  const file = cli.file('target.json', fileOf({ ...wmdrm, client }));
  const { code, stderr } = await cli.assay('run', '--target', file, '--no-report');
  expect(code).toBe(3);
  expect(stderr).toContain(
    'Expected the private key of wmdrm.client as 20 bytes in base64; it has 10',
  );
  expect(stderr).not.toContain('QXNzYXkgVEVTVA');
  expect(stderr).not.toMatch(stackFrame);
});
