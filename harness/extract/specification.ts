import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { UserError } from '../user-error.ts';

/** A Microsoft Open Specification in Markdown, and what it says of itself. */
export interface Specification {
  /** The short name in its title, e.g. `MS-RMSI`. */
  readonly name: string;
  /** The last row of its revision history, e.g. `13.0`. */
  readonly revision: string;
  /** The date of that row, as `YYYY-MM-DD`. */
  readonly date: string;
  /** Name of the file, without folders. */
  readonly file: string;
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly sha256: string;
  readonly markdown: string;
}

/**
 * Reads a specification from a UTF-8 file. Throws UserError if the file can't be read, has no title
 * such as `# [MS-RMSI]: ...`, or has no dated revision history.
 */
export function readSpecification(path: string): Specification {
  const bytes = readBytes(path);
  const markdown = bytes.toString('utf8');
  const [, name] = /^# \[(MS-[A-Z0-9]+)\]:/m.exec(markdown) ?? [];
  if (name === undefined)
    throw new UserError(
      `Expected a Microsoft Open Specification in Markdown with a title such as "# [MS-RMSI]: ...", but ${path} has none; pass another file as --spec.`,
    );
  const history = markdown.slice(markdown.search(/^## Revision History/m));
  const latest = [...history.matchAll(/^\| (\d+)\/(\d+)\/(\d{4}) \| (\d+(?:\.\d+)*) \|/gm)].at(-1);
  if (latest === undefined)
    throw new UserError(
      `Expected a section "Revision History" with rows such as "| 4/23/2024 | 13.0 |" in ${path}, but found none; pass the whole specification as --spec.`,
    );
  const [, month = '', day = '', year = '', revision = ''] = latest;
  return {
    name,
    revision,
    date: `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
    file: basename(path),
    sha256: createHash('sha256').update(bytes).digest('hex'),
    markdown,
  };
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const reason = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UserError(
      reason === 'ENOENT'
        ? `There is no specification file ${path}; pass the path of one, such as MS-RMSI.md, as --spec.`
        : `The specification file ${path} can't be read (${reason}); pass a readable Markdown file as --spec.`,
    );
  }
}
