import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder. */
export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'assay-recordings-'));
}

/** Every file below a folder, with its bytes as Latin-1. */
export function filesBelow(folder: string): readonly { path: string; text: string }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(each => each.isFile())
    .map(each => {
      const path = join(each.parentPath, each.name);
      return { path, text: readFileSync(path, 'latin1') };
    });
}
