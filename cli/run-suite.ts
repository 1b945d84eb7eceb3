import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  blobVariable,
  nameRun,
  readRunJson,
  runFiles,
  keepWorkersVariable,
  runFolderVariable,
  writeRunJson,
} from '../harness/report/run-folder.ts';
import type { Results } from '../harness/report/results.ts';
import {
  planFile,
  setupErrorFile,
  targetFile,
  waiversFile,
  type RunPlan,
  type SetupError,
} from '../harness/report/run-plan.ts';
import { selectedFile } from '../harness/report/selected-checks.ts';
import type { Target } from '../harness/target/target.ts';
import { UserError } from '../harness/user-error.ts';
import { exitCode, type ExitCode } from '../harness/verdict/exit-code.ts';
import { generateReport } from './allure-report.ts';
import { givenWaivers } from './given-waivers.ts';
import { outputOf } from './output.ts';
import { referenceName } from './reference-name.ts';
import { failOnOption, type RunOptions } from './run-options.ts';
import { selectChecks } from './select-checks.ts';
import { selectionOf } from './selection.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * Runs the suite in Playwright, against a target or, without one, against reference servers that the
 * runner starts. Returns the exit status that results.json gives.
 *
 * @throws UserError when no check was selected, or the run could not begin
 */
export async function runSuite(
  target: Target | undefined,
  options: RunOptions,
): Promise<{ code: ExitCode; folder: string }> {
  const now = new Date();
  const name = nameRun(now);
  const targetName = target?.name ?? referenceName;
  // What is wrong with these is told before a folder is made.
  const selected = selectChecks(options, target);
  const waiversGiven = options.waivers ?? target?.waiversFile;
  const waivers = waiversGiven === undefined ? undefined : givenWaivers(waiversGiven);
  const out = resolve(options.out);
  const folder = join(out, name);
  mkdirSync(folder, { recursive: true });
  if (target !== undefined) writeRunJson(folder, targetFile, target);
  if (selected !== undefined) writeRunJson(folder, selectedFile, selected);
  if (waivers !== undefined) writeRunJson(folder, waiversFile, waivers);
  const failOn = failOnOption(options);
  writeRunJson(folder, planFile, {
    name,
    target: targetName,
    startedAt: now.toISOString(),
    strict: failOn === 'may',
    failOn,
    selection: selectionOf(options),
    ...(options.project !== undefined && { projects: options.project }),
  } satisfies RunPlan);
  const output = outputOf(options);
  await playwright(playwrightArguments(options), options.json === true ? 2 : 'inherit', {
    [runFolderVariable]: folder,
    [keepWorkersVariable]: '1',
    ...(options.shard === undefined ? {} : { [blobVariable]: '1' }),
    ASSAY_PLAYWRIGHT_OUTPUT: join(out, '.playwright'),
    ...(options.seed === undefined ? {} : { ASSAY_SEED: String(options.seed) }),
  });
  refuseFailedSetup(folder);
  const results = readResults(folder);
  if (results === undefined || results.verdicts.length === 0)
    throw new UserError(
      'No check was selected; look at --grep, --project, --shard and the other options that choose checks, or leave them out.',
    );
  const complete = !options.report || (await generateReport(folder, output.say)) !== undefined;
  output.result(results);
  // Whoever asked for a report and got none must not read success off the exit status.
  const conformant = results.exitCode === exitCode.conformant;
  return { code: conformant && !complete ? exitCode.incomplete : results.exitCode, folder };
}

/** @throws UserError when the runner could not begin for a reason that the user can mend */
function refuseFailedSetup(folder: string): void {
  if (!existsSync(join(folder, setupErrorFile))) return;
  const { message, code } = readRunJson(folder, setupErrorFile) as SetupError;
  throw new UserError(message, code);
}

/** The words by which Playwright's command line takes what the options choose. */
export function playwrightArguments(options: RunOptions): readonly string[] {
  const { grep, project, shard, workers } = options;
  return [
    'test',
    ...['--config', join(root, 'playwright.config.ts')],
    ...(grep === undefined ? [] : ['--grep', grep]),
    ...(project ?? []).flatMap(each => ['--project', each]),
    ...(shard === undefined ? [] : ['--shard', shard]),
    ...(workers === undefined ? [] : ['--workers', String(workers)]),
  ];
}

/** Runs Playwright's command line in this terminal; its own exit status says less than results.json. */
function playwright(
  args: readonly string[],
  stdout: 'inherit' | 2,
  environment: Record<string, string>,
): Promise<void> {
  const require = createRequire(import.meta.url);
  const cli = join(dirname(require.resolve('@playwright/test/package.json')), 'cli.js');
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [cli, ...args], {
      cwd: root,
      stdio: ['ignore', stdout, 'inherit'],
      env: { ...process.env, ...environment },
    });
    child.once('error', failed);
    child.once('close', () => {
      done();
    });
  });
}

function readResults(folder: string): Results | undefined {
  if (!existsSync(join(folder, runFiles.results))) return undefined;
  return readRunJson(folder, runFiles.results) as Results;
}
