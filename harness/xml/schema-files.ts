import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../user-error.ts';

/** The one folder from which schemas are read. */
export const schemaRoot = fileURLToPath(new URL('../../schemas/', import.meta.url));

/** The files of one schema set, by virtual name: the path below `schemaRoot`, with slashes. */
export type SchemaFiles = ReadonlyMap<string, Uint8Array>;

const reference =
  /<(?:[\w.-]+:)?(?:include|import|redefine)\b[^>]*?\bschemaLocation\s*=\s*["']([^"']*)["']/g;

/**
 * Reads a driver schema and all that it includes and imports, the driver first. The compiler gets
 * these buffers and nothing else, so that a schema can name neither another file nor a URL.
 *
 * @param driverFile - absolute path of a file below `schemaRoot`
 * @throws UserError for a file that is missing or stands elsewhere
 */
export function readSchemaFiles(driverFile: string): SchemaFiles {
  const files = new Map<string, Uint8Array>();
  const pending = [driverFile];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    const name = virtualName(file);
    if (files.has(name)) continue;
    if (!existsSync(file))
      throw new UserError(
        `Expected the schema ${file}; there is no such file. Run \`npx assay fixtures\` to write the schema sets anew.`,
      );
    const content = readFileSync(file);
    files.set(name, content);
    for (const [, location = ''] of withoutComments(content).matchAll(reference))
      pending.push(path.resolve(path.dirname(file), location));
  }
  return files;
}

function virtualName(file: string): string {
  const relative = path.relative(schemaRoot, file);
  if (relative.startsWith('..') || path.isAbsolute(relative))
    throw new UserError(`Expected a schema below ${schemaRoot}; ${file} stands elsewhere.`);
  return relative.split(path.sep).join('/');
}

function withoutComments(content: Uint8Array): string {
  return Buffer.from(content)
    .toString('utf8')
    .replace(/<!--[^]*?-->/g, '');
}
