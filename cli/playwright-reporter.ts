import { ConformanceReporter } from '../harness/report/conformance-reporter.ts';
import { outliveReader } from '../harness/report/outlive-reader.ts';
import { rmsiFacts } from '../suites/rmsi/facts.ts';

/** The reporter with the suites that this build has; Playwright loads it by its default export. */
export default class extends ConformanceReporter {
  constructor() {
    super([rmsiFacts]);
    outliveReader();
  }
}
