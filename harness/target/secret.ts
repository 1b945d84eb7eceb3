import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../user-error.ts';

/**
 * Where a secret is to be had: an environment variable, or a file, whose last line break does not
 * count. A target holds this and never the secret, so that nothing that is written of a target can
 * give it away.
 */
export type SecretSource = { readonly env: string } | { readonly file: string };

/**
 * Reads a secret, in the process that needs it.
 *
 * @param what - completes "Expected ..." when there is none, e.g. `the password of CONTOSO\\alice`
 * @throws UserError when the variable is not set or the file can't be read
 */
export function readSecret(source: SecretSource, what: string): string {
  if ('env' in source) {
    const value = process.env[source.env];
    if (value !== undefined && value !== '') return value;
    throw new UserError(
      `Expected ${what} in the environment variable ${source.env}; it is not set.`,
    );
  }
  try {
    return readFileSync(source.file, 'utf8').replace(/\r?\n$/, '');
  } catch {
    throw new UserError(`Expected ${what} in the file ${source.file}; it can't be read.`);
  }
}

/** A secret's file is relative to the target file's folder, wherever the secret is read. */
export function placeSecret(source: SecretSource, folder: string): SecretSource {
  return 'file' in source ? { file: resolve(folder, source.file) } : source;
}
