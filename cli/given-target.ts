import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keepWorkersVariable, readRunJson } from '../harness/report/run-folder.ts';
import { targetFile } from '../harness/report/run-plan.ts';
import { loadTarget } from '../harness/target/load-target.ts';
import { resolveTarget } from '../harness/target/resolve-target.ts';
import type { Target } from '../harness/target/target.ts';

/** The environment variable that names the target file of a run without a command of ours. */
export const targetVariable = 'ASSAY_TARGET';

/**
 * The target that a run was given: by the command that started it, or else, where Playwright was
 * started by hand, by an editor or in UI mode, by the environment. Undefined for the reference servers.
 *
 * @throws UserError when the file is not there or wrong
 */
export function givenTarget(folder: string): Target | undefined {
  if (existsSync(join(folder, targetFile))) return readRunJson(folder, targetFile) as Target;
  const file = process.env[targetVariable] ?? '';
  if (file === '' || process.env[keepWorkersVariable] !== undefined) return undefined;
  // Read anew each time: UI mode runs the suite again in one folder, after the file was changed.
  return resolveTarget(loadTarget(file), dirname(file));
}
