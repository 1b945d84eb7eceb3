import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Check, CheckSink } from '../verdict/check.ts';

/**
 * Imports the spec files of a folder outside the Playwright runner and returns their checks, in file
 * order.
 *
 * @param sendChecksTo - of the suite's `defineChecks`: where its `check()` takes them
 */
export async function collectChecks<Id extends string, Context>(
  folder: string,
  sendChecksTo: (sink: CheckSink<Id, Context>) => void,
): Promise<readonly Check<Id, Context>[]> {
  const checks: Check<Id, Context>[] = [];
  sendChecksTo(check => checks.push(check));
  // As Playwright does: whatever is called a spec file here is one, so that none is left unproven.
  const files = readdirSync(folder).filter(name => name.endsWith('.spec.ts'));
  for (const file of files.sort()) await import(pathToFileURL(join(folder, file)).href);
  return checks;
}
