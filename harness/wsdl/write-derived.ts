import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** What a run of the derivation did to a folder. */
export interface WriteResult {
  readonly written: number;
  /** Of those, how many were new or other than before. */
  readonly changed: number;
  /** Files that had been derived once and are no longer. */
  readonly removed: number;
}

/**
 * Writes derived files below a folder and removes those of an earlier derivation that are not among
 * them; a file that was not derived stays.
 *
 * @param folder - absolute path; made when missing
 * @param files - relative paths with slashes, and their text, written in UTF-8
 * @param scope - the subfolder that `files` cover completely, where what is stale is looked for
 * @param derivedMark - what the text of every derived file contains
 */
export function writeDerived(
  folder: string,
  files: readonly { readonly file: string; readonly text: string }[],
  scope: string,
  derivedMark: string,
): WriteResult {
  let changed = 0;
  for (const { file, text } of files) {
    const target = path.join(folder, file);
    if (existsSync(target) && readFileSync(target, 'utf8') === text) continue;
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, text);
    changed += 1;
  }
  const current = new Set(files.map(({ file }) => file));
  const stale = filesBelow(path.join(folder, scope))
    .map(file => `${scope}/${file}`)
    .filter(file => !current.has(file) && /\.(?:xml|xsd)$/.test(file))
    .filter(file => readFileSync(path.join(folder, file), 'utf8').includes(derivedMark));
  for (const file of stale) rmSync(path.join(folder, file));
  return { written: files.length, changed, removed: stale.length };
}

function filesBelow(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .map(file => file.split(path.sep).join('/'));
}
