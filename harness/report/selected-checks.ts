import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readRunJson, runFiles } from './run-folder.ts';

/** Where a command leaves which checks the runner is to take, below the run's folder. */
export const selectedFile = `${runFiles.state}/selected.json`;

/** Ids of requirements by Playwright project; a project that is missing has none. */
export type SelectedChecks = Readonly<Record<string, readonly string[]>>;

/**
 * What `grep` of a Playwright project has to be for the run in this folder; undefined when all
 * checks are taken. In the configuration it counts before `--shard` splits and besides `--grep`, and
 * no command line has to bear hundreds of ids.
 */
export function grepOfSelected(folder: string, project: string): RegExp | undefined {
  if (!existsSync(join(folder, selectedFile))) return undefined;
  const selected = readRunJson(folder, selectedFile) as SelectedChecks;
  const ids = selected[project] ?? [];
  if (ids.length === 0) return /(?!)/;
  // A title begins with the id and a colon; before it stand the project and the file.
  return new RegExp(`\\.spec\\.ts (?:${ids.map(escape).join('|')}): `);
}

function escape(id: string): string {
  return id.replaceAll(/[^\w-]/g, String.raw`\$&`);
}
