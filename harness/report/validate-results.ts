import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

let compiled: ValidateFunction | undefined;

/**
 * Validates what is about to be written as results.json, or was read as one. Returns the schema's
 * complaints, none when it is valid.
 */
export function complaintsAboutResults(results: unknown): readonly string[] {
  compiled ??= compile();
  if (compiled(results)) return [];
  return (compiled.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath === '' ? '/' : instancePath} ${message ?? ''}`,
  );
}

function compile(): ValidateFunction {
  const file = new URL('../../schemas/harness/results.schema.json', import.meta.url);
  const ajv = new Ajv({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
  formats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}
