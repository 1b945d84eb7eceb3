import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from '@playwright/test';
import { command, readRun, root, test } from './run-cli.ts';

const playwright = join(root, 'node_modules/@playwright/test/cli.js');
const one = ['test', '--workers', '1', '--grep', 'rmsi.decommission.key-returned:'];

test('plain Playwright judges the target that ASSAY_TARGET names', async ({ cli }) => {
  const target = await cli.reference();
  const [, file = ''] = cli.describe(target, 'decommissioned-https');
  const out = cli.folder();
  const folder = join(out, 'run');
  const environment = {
    ASSAY_TARGET: file,
    ASSAY_RUN: folder,
    ASSAY_PLAYWRIGHT_OUTPUT: `${file}.d`,
  };
  const ended = await command([playwright, ...one], environment);
  const { results, verdicts } = readRun(ended, out);
  expect(ended.code, ended.stdout).toBe(0);
  expect(results.target.deployments['normal']).toBe(target.deployments['normal']);
  expect(results.target.name).toBe(new URL(Object.values(target.deployments)[0] ?? '').host);
  expect(verdicts()).toEqual({ 'rmsi.decommission.key-returned': 'pass' });
});

test('a mistake in that file is named with its line', async ({ cli }) => {
  const file = cli.file('target.yaml', 'deployments:\n  nomral: http://127.0.0.1:9/_wmcs\n');
  const environment = {
    ASSAY_TARGET: file,
    ASSAY_RUN: join(dirname(file), 'run'),
    ASSAY_PLAYWRIGHT_OUTPUT: join(dirname(file), 'output'),
  };
  const { code, stdout, stderr } = await command([playwright, ...one], environment);
  expect(`${stdout}${stderr}`).toContain('line 2: there is no key "deployments.nomral"');
  expect(code).toBe(1);
});

test('--list names the checks, and leaves no run behind', async ({ cli }) => {
  const folder = join(cli.folder(), 'run');
  const args = ['test', '--list', '--project', 'rmsi-soap12', ...one.slice(3)];
  const { code, stdout } = await command([playwright, ...args], { ASSAY_RUN: folder });
  expect(stdout).toMatch(/\[rmsi-soap12\].* rmsi\.decommission\.key-returned: .*\nTotal: 1 test /);
  expect(code).toBe(0);
  expect(existsSync(folder)).toBe(false);
});

test('a command that starts the reference servers does not look at it', async ({ cli }) => {
  const out = cli.folder();
  const args = [
    'start',
    '--no-report',
    '--workers',
    '1',
    '--out',
    out,
    '--grep',
    'sion.key-returned:',
  ];
  const bin = join(root, 'cli/bin.mjs');
  const ended = await command([bin, ...args], { ASSAY_TARGET: 'none.yaml' });
  expect(ended.code, `${ended.stdout}${ended.stderr}`).toBe(0);
  expect(readRun(ended, out).results.target.name).toBe('Assay reference server');
});
