import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve, dirname } from 'node:path';
import { expect } from '@playwright/test';
import { defaultAnswers, authenticationTypes } from '../../cli/init/answers.ts';
import { askAnswers } from '../../cli/init/ask.ts';
import { renderTarget } from '../../cli/init/render.ts';
import { startClockReference } from '../../cli/reference-clock.ts';
import { startPlayReadyReference } from '../../cli/reference-playready.ts';
import { loadTarget } from '../../harness/target/load-target.ts';
import { resolveTarget } from '../../harness/target/resolve-target.ts';
import { test } from './run-cli.ts';

const written = / written\nnext:\n/;

test('without a terminal and without a URL it says what to give', async ({ cli }) => {
  const out = join(cli.folder(), 'target.yaml');
  const { code, stderr } = await cli.assay('init', '--out', out);
  expect(stderr).toBe(
    'assay: Expected a terminal to ask on; there is none. Give the URL of the server, or --yes to take the defaults.\n',
  );
  expect(code).toBe(3);
  expect(existsSync(out)).toBe(false);
});

test('--yes writes a file that loads, whose schema is there, and never over another', async ({
  cli,
}) => {
  const out = join(cli.folder(), 'new', 'target.yaml');
  const first = await cli.assay('init', '--yes', '--out', out);
  expect(first.stdout).toMatch(written);
  expect(first.code).toBe(0);
  const text = readFileSync(out, 'utf8');
  const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
  expect(existsSync(resolve(dirname(out), schema))).toBe(true);
  expect(loadTarget(out).deployments).toEqual({ normal: defaultAnswers.url });
  writeFileSync(out, 'mine');
  const second = await cli.assay('init', '--yes', '--out', out);
  expect(second.stderr).toContain(`Expected no file at ${out}; there is one.`);
  expect(second.code).toBe(3);
  expect(readFileSync(out, 'utf8')).toBe('mine');
  expect((await cli.assay('init', '--yes', '--force', '--out', out)).code).toBe(0);
  expect(readFileSync(out, 'utf8')).toBe(text);
});

test('with a URL it writes what the server shows, and a run takes the file', async ({ cli }) => {
  const { deployments } = await cli.reference();
  for (const state of ['normal', 'decommissioned']) {
    const out = join(cli.folder(), 'target.yaml');
    const { code, stdout, stderr } = await cli.assay(
      'init',
      deployments[state] ?? '',
      '--out',
      out,
    );
    expect(stderr).toBe('');
    expect(stdout).toMatch(written);
    expect(code).toBe(0);
    expect(loadTarget(out)).toMatchObject({
      deployments: { [state]: deployments[state] },
      profile: 'infer',
      authentication: { type: 'none' },
      mayIssue: false,
    });
  }
});

test('with the URL of a PlayReady server or a clock it writes their part', async ({ cli }) => {
  const { playready, clock, close } = await startOthers();
  try {
    const out = join(cli.folder(), 'target.yaml');
    const url = playready.deployments.normal ?? '';
    const first = await cli.assay('init', url, '--out', out);
    expect({ code: first.code, stderr: first.stderr }).toEqual({ code: 0, stderr: '' });
    const { deployments, playready: part, mayIssue } = loadTarget(out);
    expect({ deployments, part, mayIssue }).toEqual({
      deployments: undefined,
      part: { deployments: { normal: url } },
      mayIssue: false,
    });
    const service = clock.services.v1?.service ?? '';
    expect((await cli.assay('init', service, '--out', out, '--force')).code).toBe(0);
    expect(loadTarget(out)).toMatchObject({ clock: { v1: { service } } });
    const dead = await cli.assay(
      'init',
      'http://127.0.0.1:9/rightsmanager.asmx',
      ...['--out', `${out}.2`],
    );
    expect(dead.stderr).toMatch(/^assay: .*127\.0\.0\.1:9/);
    expect(dead.code).toBe(4);
  } finally {
    await close();
  }
});

test('init --json: what the file was written from, and the rest on stderr', async ({ cli }) => {
  const { deployments } = await cli.reference();
  const out = join(cli.folder(), 'target.yaml');
  const url = deployments['normal'] ?? '';
  const { code, stdout, stderr } = await cli.assay('init', url, '--out', out, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    file: out,
    url,
    state: 'normal',
    authentication: 'none',
    remarks: ['It answers in SOAP 1.1 and 1.2.'],
    variables: [],
  });
  expect(stderr).toMatch(written);
  expect(readFileSync(out, 'utf8')).toContain('\n# It answers in SOAP 1.1 and 1.2.\n');
});

test('--ca: a server with an authority of its own shows as much as another', async ({ cli }) => {
  const target = await cli.reference();
  const url = target.deployments['decommissioned-https'] ?? '';
  const ca = cli.file('own-ca.pem', target.tls.ca ?? '');
  const out = join(dirname(ca), 'sub', 'target.yaml');
  const { code, stderr } = await cli.assay('init', url, '--ca', ca, '--out', out);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readFileSync(out, 'utf8')).not.toContain('not trusted');
  const described = loadTarget(out);
  expect(described).toMatchObject({
    deployments: { decommissioned: url },
    tls: { ca: '../own-ca.pem' },
  });
  expect(resolveTarget(described, dirname(out)).tls.ca).toBe(target.tls.ca);
  const without = await cli.assay('init', '--yes', '--ca', ca, '--out', `${out}.2`);
  expect(without.code).toBe(3);
});

test('a URL where nobody is, is said and nothing written', async ({ cli }) => {
  const out = join(cli.folder(), 'target.yaml');
  const { code, stderr } = await cli.assay('init', 'http://127.0.0.1:9/_wmcs', '--out', out);
  expect(stderr).toMatch(/^assay: .*127\.0\.0\.1:9/);
  expect(code).toBe(4);
  expect(existsSync(out)).toBe(false);
});

/** Asks, with these lines for answers. */
async function ask(...lines: readonly string[]) {
  const left = [...lines];
  const said: string[] = [];
  const terminal = { question: () => Promise.resolve(left.shift() ?? '') };
  const answers = await askAnswers(terminal, text => said.push(text), defaultAnswers);
  return { answers, said, left };
}

test('every question has a default', async () => {
  const { answers } = await ask();
  expect(answers).toEqual({ ...defaultAnswers, name: 'rms.example.com' });
});

test('what is no answer is asked for again', async () => {
  const { answers, said, left } = await ask(
    'rms.example',
    'https://user:pa55word@a.example/',
    'https://a.example/_wmcs/',
    '',
    'broken',
    'decommissioned',
    'NTLM',
    'alice',
    'none',
    'infer',
    'yes',
  );
  expect(answers).toEqual({
    ...defaultAnswers,
    url: 'https://a.example/_wmcs',
    name: 'a.example',
    state: 'decommissioned',
    authentication: 'ntlm',
    user: 'alice',
    profile: 'infer',
    mayIssue: true,
  });
  expect(said).toHaveLength(3);
  expect(said.join('')).not.toContain('pa55word');
  expect(left).toEqual([]);
});

for (const authentication of authenticationTypes)
  test(`a file with authentication ${authentication} loads, whatever the names`, ({}, info) => {
    const out = info.outputPath('target.yaml');
    const name = 'a "b" #c: {d}\n\\e é';
    const answers = { ...defaultAnswers, name, user: 'EXAMPLE\\alice: #', authentication };
    writeFileSync(out, renderTarget({ ...answers, remarks: ['It is.'] }, 'x.json'));
    const target = loadTarget(out);
    expect(target.name).toBe(name);
    expect(target.authentication).toMatchObject({ type: authentication });
    expect(resolveTarget(target, '.').permissions).toEqual({
      mayIssue: false,
      mayDecommission: false,
    });
  });

async function startOthers() {
  const { playready, close: closePlayReady } = await startPlayReadyReference();
  const { clock, close: closeClock } = await startClockReference();
  const close = async (): Promise<void> => {
    await Promise.all([closePlayReady(), closeClock()]);
  };
  return { playready, clock, close };
}
