import type { Check } from '../../harness/verdict/check.ts';
import type { RmsiRequirementId } from './catalogue.ts';
import { sendChecksTo } from './check.ts';
import type { RmsiContext } from './context.ts';

export type RmsiCheck = Check<RmsiRequirementId, RmsiContext>;

let collected: Promise<readonly RmsiCheck[]> | undefined;

/** Imports the spec files outside the Playwright runner and returns their checks, in file order. */
export function collectChecks(): Promise<readonly RmsiCheck[]> {
  collected ??= collect();
  return collected;
}

async function collect(): Promise<readonly RmsiCheck[]> {
  const checks: RmsiCheck[] = [];
  sendChecksTo(check => checks.push(check));
  await import('./transport.spec.ts');
  await import('./version-data.spec.ts');
  await import('./negotiation.spec.ts');
  await import('./faults.spec.ts');
  await import('./decommission.spec.ts');
  return checks;
}
