import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { relative } from 'node:path';
import type { Reporter, TestCase, TestResult } from '@playwright/test/reporter';

/**
 * Keeps a run from standing still, for CI: Playwright waits for ever for a worker that is blocked
 * synchronously, since nobody is there to end the test by its timeout.
 *
 * Tests that have been running for LONG_TEST_SECONDS (240) are named on stderr, every quarter of that
 * time. When no test has begun or ended for STUCK_RUN_SECONDS (480), longer than any test, worker or
 * fixture may take, the workers are killed; Playwright then counts their tests as failed and goes on.
 */
export class RunningReporter implements Reporter {
  readonly #long = seconds('LONG_TEST_SECONDS', 240);
  readonly #stuck = seconds('STUCK_RUN_SECONDS', 480);
  readonly #running = new Map<TestResult, { readonly test: TestCase; readonly since: number }>();
  readonly #processes = new Set<ChildProcess>();
  #lastEvent = performance.now();
  #timer: NodeJS.Timeout | undefined;

  printsToStdio(): boolean {
    return false;
  }

  onBegin(): void {
    subscribe('child_process', message => {
      const { process: child } = message as { process: ChildProcess };
      this.#processes.add(child);
      child.once('exit', () => this.#processes.delete(child));
    });
    this.#lastEvent = performance.now();
    this.#timer = setInterval(() => {
      this.#look();
    }, this.#long / 4).unref();
  }

  onTestBegin(test: TestCase, result: TestResult): void {
    this.#lastEvent = performance.now();
    this.#running.set(result, { test, since: this.#lastEvent });
  }

  onTestEnd(_test: TestCase, result: TestResult): void {
    this.#lastEvent = performance.now();
    this.#running.delete(result);
  }

  onEnd(): void {
    clearInterval(this.#timer);
  }

  #look(): void {
    const now = performance.now();
    for (const { test, since } of this.#running.values())
      if (now - since >= this.#long)
        say(`${nameOf(test)} has been running for ${text(now - since)}`);
    if (now - this.#lastEvent < this.#stuck) return;
    // The workers are the processes that Playwright talks with.
    const workers = [...this.#processes].filter(({ connected }) => connected);
    say(
      `no test has begun or ended for ${text(now - this.#lastEvent)}: killing ${workers.length} workers`,
    );
    for (const worker of workers) worker.kill('SIGKILL');
    this.#lastEvent = now;
  }
}

function seconds(name: string, otherwise: number): number {
  return Number(process.env[name] ?? otherwise) * 1000;
}

function nameOf(test: TestCase): string {
  const { file, line } = test.location;
  return `${relative('', file)}:${line} › ${test.titlePath().slice(3).join(' › ')}`;
}

function text(milliseconds: number): string {
  return `${Math.round(milliseconds / 1000)} s`;
}

function say(what: string): void {
  process.stderr.write(`\n${what}\n`);
}

// Playwright loads a reporter by its default export.
export { RunningReporter as default };
