import { readdirSync } from 'node:fs';
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
  // As Playwright does: whatever is called a spec file here is one, so that none is left unproven.
  const files = readdirSync(import.meta.dirname).filter(name => name.endsWith('.spec.ts'));
  for (const file of files.sort()) await import(`./${file}`);
  return checks;
}
