import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test as base, expect } from '@playwright/test';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describeTarget } from '../../cli/describe-target.ts';
import { referenceState, startReferenceTarget } from '../../cli/reference-target.ts';
import type { Results } from '../../harness/report/results.ts';
import type { Target } from '../../harness/target/target.ts';
import type { Behaviour } from '../../reference/rms/behaviour.ts';
import type { ServerState } from '../../reference/rms/state.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What a command left behind when it ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A run of the suite: its end, and the folder that it wrote. */
export interface Judged extends Ended {
  readonly folder: string;
  /** results.json, valid by its schema. */
  readonly results: Results;
  /** `verdict` of every requirement of a project, by id; `rmsi-soap11` unless named. */
  readonly verdicts: (project?: string) => Readonly<Record<string, string>>;
  /** Every file below the run's folder, with its text. */
  readonly files: () => readonly { readonly path: string; readonly text: string }[];
}

/** Starts real commands in folders that are removed with the worker. */
export interface Cli {
  /** A new empty folder. */
  readonly folder: () => string;
  /** The file's path, after writing it to a new folder. */
  readonly file: (name: string, text: string) => string;
  readonly assay: (...args: readonly string[]) => Promise<Ended>;
  /** `assay run` without a report, in one worker; `args` describe the target. */
  readonly judge: (...args: readonly string[]) => Promise<Judged>;
  /** The same, where earlier runs may lie. */
  readonly judgeIn: (out: string, ...args: readonly string[]) => Promise<Judged>;
  /** The conforming reference server with some rules changed, running until the worker ends. */
  readonly reference: (behaviour?: Partial<Behaviour>) => Promise<Target>;
  /** The options of `assay run` that describe a target; without the named deployments. */
  readonly describe: (target: Target, ...without: readonly string[]) => readonly string[];
}

/** `test` with a `cli`, and a server state that is made once per worker: keys take seconds. */
export const test = base.extend<object, { cli: Cli; serverState: ServerState }>({
  serverState: [
    // Playwright reads a fixture's dependencies off this pattern; there are none.
    async ({}, use) => {
      await use(referenceState('mode1').own);
    },
    { scope: 'worker' },
  ],
  cli: [
    async ({ serverState }, use) => {
      const top = mkdtempSync(join(tmpdir(), 'assay-'));
      const closing: (() => Promise<void>)[] = [];
      const folder = () => mkdtempSync(join(top, 'run-'));
      const cli: Cli = {
        folder,
        file(name, text) {
          const file = join(folder(), name);
          writeFileSync(file, text);
          return file;
        },
        assay: (...args) => command([join(root, 'cli/bin.mjs'), ...args]),
        judge: (...args) => cli.judgeIn(folder(), ...args),
        async judgeIn(out, ...args) {
          const quiet = ['--no-report', '--workers', '1', '--out', out];
          const ended = await cli.assay('run', ...quiet, ...args);
          return readRun(ended, out);
        },
        async reference(behaviour = {}) {
          const { target, close } = await startReferenceTarget({ state: serverState, behaviour });
          closing.push(close);
          return target;
        },
        describe(target, ...without) {
          const { ca } = target.tls;
          const named = Object.entries(target.deployments).filter(
            ([state]) => !without.includes(state),
          );
          const description = describeTarget({ ...target, deployments: Object.fromEntries(named) });
          return [
            ...['--target', cli.file('target.json', JSON.stringify(description))],
            ...(ca === undefined ? [] : ['--ca', cli.file('ca.pem', ca)]),
          ];
        },
      };
      await use(cli);
      for (const close of closing) await close();
      rmSync(top, { recursive: true });
    },
    { scope: 'worker' },
  ],
});

/**
 * Runs Node with these arguments from the root, without what the runner of this test has set. A
 * command that has not ended after `limit` milliseconds is killed, and rejected with what it had
 * printed: sooner than the test's own time ends, which could not say so much.
 */
export function command(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  limit = 150_000,
): Promise<Ended> {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(?:TEST_|PLAYWRIGHT_|PW_|ASSAY_|NODE_OPTIONS$|FORCE_COLOR$|CI$)/.test(name),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...Object.fromEntries(inherited), ...environment },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      // A process that it started may hold its ends of these, so 'close' is not waited for.
      child.stdout.destroy();
      child.stderr.destroy();
      const printed = `stdout: ${stdout}\nstderr: ${stderr}`;
      reject(
        new Error(`node ${args.join(' ')} did not end within ${limit} ms; killed.\n${printed}`),
      );
    }, limit);
    child.once('error', reject);
    child.once('close', code => {
      clearTimeout(timer);
      resolve({ code, stdout, stderr });
    });
  });
}

/** Reads the last run below `out`, and validates its results.json by the committed schema. */
export function readRun(ended: Ended, out: string): Judged {
  const last = readdirSync(out)
    .filter(name => !name.startsWith('.'))
    .sort()
    .at(-1);
  const said = `${ended.stdout}${ended.stderr}`;
  expect(last, said).toBeDefined();
  const folder = join(out, last ?? '');
  const results = JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results;
  expect(complaints(results), said).toEqual([]);
  return {
    ...ended,
    folder,
    results,
    verdicts: (project = 'rmsi-soap11') =>
      Object.fromEntries(
        results.verdicts
          .filter(record => record.project === project)
          .map(({ requirement, verdict }) => [requirement, verdict]),
      ),
    files: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter(entry => entry.isFile())
        .map(entry => {
          const path = join(entry.parentPath, entry.name);
          return { path, text: readFileSync(path, 'latin1') };
        }),
  };
}

/** What an Ajv of our own, not the harness's, says about a results.json. */
function complaints(results: unknown): readonly unknown[] {
  const schema: unknown = JSON.parse(
    readFileSync(join(root, 'schemas/harness/results.schema.json'), 'utf8'),
  );
  const ajv = new Ajv({ allErrors: true, strictTypes: false, strictRequired: false });
  formats.default(ajv);
  const validate = ajv.compile(schema as object);
  return validate(results) ? [] : (validate.errors ?? []);
}

/** The record of one requirement. */
export function recordOf(
  { results }: Judged,
  requirement: string,
  project = 'rmsi-soap11',
): Results['verdicts'][number] {
  const found = results.verdicts.find(
    record => record.requirement === requirement && record.project === project,
  );
  if (found === undefined) throw new Error(`There is no verdict on ${requirement} [${project}].`);
  return found;
}

/** A frame of a stack trace, which nobody may see without --debug. */
export const stackFrame = /\n\s+at /;
