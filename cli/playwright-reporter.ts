import { ConformanceReporter } from '../harness/report/conformance-reporter.ts';
import { outliveReader } from '../harness/report/outlive-reader.ts';
import { suites } from './suites.ts';

/** The reporter with the suites that this build has; Playwright loads it by its default export. */
export default class extends ConformanceReporter {
  constructor() {
    super(suites.map(({ facts }) => facts));
    outliveReader();
  }
}
