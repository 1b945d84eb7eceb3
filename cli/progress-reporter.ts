import { ProgressReporter } from '../harness/report/progress.ts';

/** Playwright loads it by its default export, and hands over options that there are none of. */
export default class extends ProgressReporter {
  constructor() {
    super(process.stderr);
  }
}
