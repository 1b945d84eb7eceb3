import { collectChecks } from '../../harness/runner/collect-checks.ts';
import { makeRunnable, type RunnableSuite } from '../../harness/runner/runnable-suite.ts';
import { sendChecksTo } from './check.ts';
import { wmdrmSuite } from './suite.ts';

let loaded: Promise<RunnableSuite> | undefined;

/** This suite with its checks, in file order, outside the Playwright runner. */
export function loadSuite(): Promise<RunnableSuite> {
  loaded ??= collectChecks(import.meta.dirname, sendChecksTo).then(checks =>
    makeRunnable(wmdrmSuite, checks),
  );
  return loaded;
}
