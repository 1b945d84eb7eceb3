import type {
  FullConfig,
  Reporter,
  Suite,
  TestCase,
  TestError,
  TestResult,
} from '@playwright/test/reporter';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exitCode } from '../verdict/exit-code.ts';
import type { ProfileInference } from '../target/infer-profile.ts';
import type { VerdictRecord } from '../verdict/verdict.ts';
import { colour } from './colour.ts';
import { finishAllureResults } from './allure-results.ts';
import { collectVerdicts } from './collect.ts';
import { renderJunit } from './junit.ts';
import { renderMarkdown } from './markdown-summary.ts';
import { ledgerTable } from './ledger-table.ts';
import { readLedger } from './ledger-file.ts';
import { makeProfileDocument } from './profile-document.ts';
import { makeResults, type Results } from './results.ts';
import { currentRunFolder, runFiles, writeRunFile, writeRunJson } from './run-folder.ts';
import { readPlan, readWaivers, readyFile, setupErrorFile } from './run-plan.ts';
import { describeWholeTarget, suitesOfRun, type SuiteFacts } from './suite-facts.ts';
import { summarise } from './summary.ts';
import { complaintsAboutResults } from './validate-results.ts';
import { recordOfLostTest } from './lost-test.ts';

/**
 * Makes results.json, junit.xml and summary.md of a run, prints its summary, and gives Allure's files
 * what only the verdicts know. It has to stand after allure-playwright in the configuration, so that
 * those files are complete.
 */
export class ConformanceReporter implements Reporter {
  readonly #suites: readonly SuiteFacts[];
  readonly #lost: VerdictRecord[] = [];
  #workers = 1;
  #shard: string | undefined;

  constructor(suites: readonly SuiteFacts[]) {
    this.#suites = suites;
  }

  printsToStdio(): boolean {
    return true;
  }

  onBegin(config: FullConfig, suite: Suite): void {
    this.#workers = config.workers;
    if (config.shard !== null) this.#shard = `${config.shard.current}/${config.shard.total}`;
    const count = suite.allTests().length;
    process.stdout.write(`${count} checks with ${config.workers} workers\n\n`);
  }

  onError(error: TestError): void {
    // What keeps a run from beginning is the command's to say.
    if (existsSync(join(currentRunFolder(), setupErrorFile))) return;
    process.stderr.write(`${error.message ?? error.value ?? 'unknown error'}\n`);
  }

  /** A test that timed out or whose worker died has left no verdict: it is blocked, never lost. */
  onTestEnd(test: TestCase, result: TestResult): void {
    // The other half of keepWorkersVariable: --last-failed and Playwright's counts go by this.
    if (result.status === 'failed') test.expectedStatus = 'passed';
    const requirement = test.title.split(':', 1)[0] ?? '';
    const project = test.parent.project()?.name ?? '';
    if (result.status === 'passed' || result.status === 'skipped') return;
    const verdict = join(runFiles.verdicts, project, `${requirement}.json`);
    if (existsSync(join(currentRunFolder(), verdict))) return;
    const record = recordOfLostTest(this.#suites, requirement, project, result);
    if (record !== undefined) this.#lost.push(record);
  }

  onEnd(): Promise<{ status: 'passed' | 'failed' }> {
    const folder = currentRunFolder();
    if (!existsSync(join(folder, readyFile))) return Promise.resolve({ status: 'failed' });
    const { results, inferred } = this.#results(folder);
    const complaints = complaintsAboutResults(results);
    if (complaints.length > 0)
      throw new Error(
        `results.json would not be valid by its own schema: ${complaints.join('; ')}`,
      );
    writeRunJson(folder, runFiles.results, results);
    writeRunFile(folder, runFiles.junit, renderJunit(results));
    writeRunFile(folder, runFiles.summary, renderMarkdown(results));
    writeRunFile(folder, runFiles.ledgerTable, ledgerTable(results.ledger.rows));
    if (inferred !== undefined)
      writeRunJson(folder, runFiles.profile, makeProfileDocument(results, inferred));
    finishAllureResults(folder, results, this.#suites);
    const summary = colour(summarise(results, folder), process.stdout);
    process.stdout.write(`${summary}\nresults: ${folder}/${runFiles.results}\n`);
    const conformant = results.exitCode === exitCode.conformant;
    return Promise.resolve({ status: conformant ? 'passed' : 'failed' });
  }

  #results(folder: string): { results: Results; inferred: ProfileInference | undefined } {
    const plan = readPlan(folder);
    const suites = suitesOfRun(this.#suites, folder);
    const { target, seed, inferred } = describeWholeTarget(suites, folder, plan.target);
    const results = makeResults(
      {
        name: plan.name,
        startedAt: plan.startedAt,
        finishedAt: new Date().toISOString(),
        strict: plan.strict,
        failOn: plan.failOn,
        seed,
        workers: this.#workers,
        ...(this.#shard === undefined ? {} : { shard: this.#shard }),
        ...(plan.selection === undefined ? {} : { selection: plan.selection }),
      },
      target,
      suites.map(({ catalogue }) => catalogue),
      [...collectVerdicts(folder), ...this.#lost],
      readWaivers(folder),
      readLedger(folder),
    );
    return { results, inferred };
  }
}
