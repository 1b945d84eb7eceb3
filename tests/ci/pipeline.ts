import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@playwright/test';
import type { Results } from '../../harness/report/results.ts';
import { comparable, readResults } from '../cli/compare-results.ts';
import { root, test as base } from '../cli/run-cli.ts';
import { filesBelow } from '../report/report-files.ts';

/** Three checks in one project, one of them broken: enough for two shards, and told by exit 1. */
const selection = [
  ...['--workers', '1'],
  ...['--grep', 'transport.success-status|faults.null-argument|decommission.not-decommissioned'],
  ...['--project', 'rmsi-soap11'],
];

/** What a template's commands see of the machine besides what the template sets. */
const machine = { ASSAY_ARGS: selection.join(' '), CONTOSO_PASSWORD: 'correct horse' };

/** Without the secret in its environment a run ends at once; the reference server lets anybody in. */
const authentication = { type: 'basic', user: 'tester', password: { env: 'CONTOSO_PASSWORD' } };

/** The number that the CI system gives the run; templates make it the seed. */
export const runNumber = '20261122';

/** A CI system with its machines: a folder for each job, and a place for what jobs leave. */
export interface Pipeline {
  /** A new workspace with what the repository of a user holds. */
  readonly checkOut: () => string;
  /** Runs a command as the CI system's shell would; resolves to its exit status. */
  readonly shell: (
    command: string,
    place: { cwd: string; env: Readonly<Record<string, string>>; shell: readonly string[] },
  ) => Promise<number>;
  /** Where artifacts lie, by name. */
  readonly artifacts: string;
  /** Everything that was printed. */
  readonly log: () => string;
}

/**
 * `test` with a pipeline, and the same selection judged in one piece. Machines have no `java` unless
 * the option says so: a report takes seconds, and one template shows that it is made.
 */
export const test = base.extend<{ pipeline: Pipeline; java: boolean }, { whole: Whole }>({
  java: [false, { option: true }],
  whole: [
    async ({ cli }, use) => {
      const target = await cli.reference({ statusOfSuccess: () => 202 });
      const [, file = ''] = cli.describe(target, 'decommissioned-https');
      const judged = await cli.judge('--target', file, ...selection, '--seed', runNumber);
      await use({ results: judged.results, code: judged.code, target: readFileSync(file, 'utf8') });
    },
    { scope: 'worker' },
  ],
  pipeline: async ({ whole, java }, use) => {
    const top = mkdtempSync(join(tmpdir(), 'assay-ci-'));
    const tools = join(top, 'tools');
    writeTools(tools, java);
    let log = '';
    await use({
      artifacts: join(top, 'artifacts'),
      log: () => log,
      checkOut() {
        const folder = mkdtempSync(join(top, 'job-'));
        // JSON is YAML.
        const description = JSON.parse(whole.target) as object;
        writeFileSync(
          join(folder, 'contoso.yaml'),
          JSON.stringify({ ...description, authentication }),
        );
        copyFileSync(join(root, 'package-lock.json'), join(folder, 'package-lock.json'));
        return folder;
      },
      shell: (command, { cwd, env, shell: [program = 'sh', ...args] }) =>
        new Promise((done, failed) => {
          const child = spawn(program, [...args, command], {
            cwd,
            env: {
              ...plainEnvironment(java),
              ...env,
              PATH: `${tools}:${process.env['PATH'] ?? ''}`,
            },
            stdio: ['ignore', 'pipe', 'pipe'],
          });
          log += `$ ${command}\n`;
          for (const stream of [child.stdout, child.stderr])
            stream.setEncoding('utf8').on('data', (text: string) => (log += text));
          child.once('error', failed);
          child.once('close', code => {
            done(code ?? -1);
          });
        }),
    });
    rmSync(top, { recursive: true });
  },
});

interface Whole {
  readonly results: Results;
  readonly code: number | null;
  readonly target: string;
}

/** The environment that every job has: a machine's, what users set, and nothing of this test run. */
function plainEnvironment(java: boolean): Readonly<Record<string, string>> {
  const names = java ? /^(?:HOME|TMPDIR|LANG|JAVA_HOME)$/ : /^(?:HOME|TMPDIR|LANG)$/;
  const inherited = Object.entries(process.env).filter(([name]) => names.test(name));
  return Object.fromEntries(inherited) as Record<string, string>;
}

/** What users set where they start the pipeline: options, and the secret that their target needs. */
export function fromUser(name: keyof typeof machine): string {
  return machine[name];
}

/**
 * `npm ci` and `npx assay` as they are in a clone whose packages are installed. Installing them, and
 * what `assay setup` fetches from Debian, would take minutes and a network: `npm ci` only needs the
 * lock file that makes it possible, and set-up has tests of its own.
 */
function writeTools(folder: string, java: boolean): void {
  mkdirSync(folder);
  const tools = {
    ...(java ? {} : { java: 'exit 1' }),
    npm: 'if [ "$1" != ci ]; then echo "npm $*: not expected" >&2; exit 99; fi; test -f package-lock.json',
    npx: [
      'if [ "$1" != assay ]; then echo "npx $*: not expected" >&2; exit 99; fi',
      'if [ "$2" = setup ]; then exit 0; fi',
      'shift',
      `exec "${process.execPath}" "${join(root, 'cli/bin.mjs')}" "$@"`,
    ].join('\n'),
  };
  for (const [name, script] of Object.entries(tools)) {
    writeFileSync(join(folder, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(folder, name), 0o755);
  }
}

/** Copies a file or folder as an artifact: it has to be there. */
export function keep(pipeline: Pipeline, workspace: string, path: string, name: string): void {
  const from = join(workspace, path);
  expect(existsSync(from), `${path} is there to be kept\n${pipeline.log()}`).toBe(true);
  cpSync(from, join(pipeline.artifacts, name), { recursive: true });
}

/** What every template has to come to: the verdicts of the run in one piece, and all its files. */
export function expectMerged(folder: string, whole: Whole, pipeline: Pipeline): void {
  expect(existsSync(join(folder, 'results.json')), pipeline.log()).toBe(true);
  const results = readResults(folder);
  expect(whole.results.totals).toMatchObject({ fail: 1, pass: 2 });
  expect(comparable(results)).toEqual(comparable(whole.results));
  expect(results.run.merged).toEqual({ shards: 2, missing: [] });
  const files = readdirSync(folder);
  expect(files).toEqual(expect.arrayContaining(['junit.xml', 'summary.md', 'evidence']));
  const spellings = [machine.CONTOSO_PASSWORD, btoa(`tester:${machine.CONTOSO_PASSWORD}`)];
  for (const text of [pipeline.log(), ...filesBelow(folder).values()])
    expect(spellings.filter(spelling => text.includes(spelling))).toEqual([]);
}

/** A template's text. */
export function readTemplate(name: string): string {
  return readFileSync(join(root, 'ci', name), 'utf8');
}
