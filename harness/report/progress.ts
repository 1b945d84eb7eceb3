import type { FullConfig, Reporter, Suite, TestCase, TestResult } from '@playwright/test/reporter';

/** Milliseconds between two updates: of the line on a terminal, and between lines elsewhere. */
const pace = { terminal: 200, elsewhere: 30_000 };

/** Where progress is shown; a stream such as stderr. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/**
 * Tells how far a run is: on a terminal in one line that is overwritten and gone at the end, elsewhere
 * in a line every half minute, so that a log shows that the run is alive. It judges nothing.
 */
export class ProgressReporter implements Reporter {
  readonly #stream: ProgressStream;
  readonly #now: () => number;
  #all = 0;
  #done = 0;
  #red = 0;
  #shownAt = 0;

  /** @param now - milliseconds of a clock that never goes back */
  constructor(stream: ProgressStream = process.stderr, now = () => performance.now()) {
    this.#stream = stream;
    this.#now = now;
  }

  printsToStdio(): boolean {
    return false;
  }

  onBegin(_: FullConfig, suite: Suite): void {
    this.#all = suite.allTests().length;
    this.#shownAt = this.#now();
  }

  onTestEnd(_: TestCase, { status }: TestResult): void {
    this.#done += 1;
    if (status !== 'passed' && status !== 'skipped') this.#red += 1;
    const terminal = this.#stream.isTTY === true;
    if (this.#now() - this.#shownAt < (terminal ? pace.terminal : pace.elsewhere)) return;
    this.#shownAt = this.#now();
    const red = this.#red === 0 ? '' : `, ${this.#red} broken`;
    const text = `${this.#done} of ${this.#all} checks done${red}`;
    this.#stream.write(terminal ? `\r${text}\u001b[K` : `${text}\n`);
  }

  onEnd(): void {
    if (this.#stream.isTTY === true) this.#stream.write('\r\u001b[K');
  }
}
