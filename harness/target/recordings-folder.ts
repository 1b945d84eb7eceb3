import { existsSync, statSync } from 'node:fs';
import { UserError } from '../user-error.ts';

/**
 * A folder with recordings that a target names, which are read where they are needed.
 *
 * @throws UserError when there is no such folder
 */
export function recordingsFolder(folder: string): string {
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new UserError(
    `Expected a folder with recordings at ${folder}; there is none. \`npx assay import\` and \`npx assay record\` make one (docs/recordings.md).`,
  );
}
