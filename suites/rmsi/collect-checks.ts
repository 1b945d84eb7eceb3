import type { RmsContext } from '../../harness/rms/context.ts';
import { collectChecks as collect } from '../../harness/runner/collect-checks.ts';
import type { Check } from '../../harness/verdict/check.ts';
import type { RmsiRequirementId } from './catalogue.ts';
import { sendChecksTo } from './check.ts';

export type RmsiCheck = Check<RmsiRequirementId, RmsContext>;

let collected: Promise<readonly RmsiCheck[]> | undefined;

/** The checks of this suite, in file order, outside the Playwright runner. */
export function collectChecks(): Promise<readonly RmsiCheck[]> {
  collected ??= collect(import.meta.dirname, sendChecksTo);
  return collected;
}
