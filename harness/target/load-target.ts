import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { UserError } from '../user-error.ts';
import type { TargetDescription } from './target.ts';

const schemaFile = new URL('../../schemas/harness/target.schema.json', import.meta.url);

/**
 * Reads a target file, YAML or JSON, and validates it.
 *
 * @throws UserError that names the key, its line and the fix
 */
export function loadTarget(file: string): TargetDescription {
  const lines = new LineCounter();
  const document = parseDocument(readTarget(file), { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax !== undefined)
    throw new UserError(
      `${file}, line ${lines.linePos(syntax.pos[0]).line}: expected YAML; ${syntax.message.split('\n')[0] ?? ''}`,
    );
  const value: unknown = document.toJS();
  const validate = new Ajv({ allErrors: true, verbose: true }).compile(
    JSON.parse(readFileSync(schemaFile, 'utf8')) as object,
  );
  if (validate(value)) return value as TargetDescription;
  const complaints = (validate.errors ?? []).map(error => {
    const keys = keysOf(error);
    return `${file}, line ${lineOf(document, lines, keys)}: ${complain(error, keys)}`;
  });
  throw new UserError(complaints.join('\n'));
}

function readTarget(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UserError(`Expected a target file at ${file}; there is none. Check the path.`);
  }
}

function keysOf(error: ErrorObject): readonly string[] {
  const keys = error.instancePath.split('/').slice(1);
  const { additionalProperty } = error.params as { additionalProperty?: string };
  return additionalProperty === undefined ? keys : [...keys, additionalProperty];
}

/** The line of the deepest of these keys that the file has. */
function lineOf(document: Document, lines: LineCounter, keys: readonly string[]): number {
  for (let length = keys.length; length > 0; length--) {
    const parent = document.getIn(keys.slice(0, length - 1), true) ?? document.contents;
    const pair = pairs(parent).find(({ key }) => String(key?.value) === keys[length - 1]);
    const offset = pair?.key?.range?.[0];
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

interface YamlPair {
  readonly key?: { readonly value?: unknown; readonly range?: readonly number[] };
}

function pairs(node: unknown): readonly YamlPair[] {
  const { items } = (node ?? {}) as { items?: readonly YamlPair[] };
  return items ?? [];
}

function complain(error: ErrorObject, keys: readonly string[]): string {
  const name = keys.join('.');
  const { parentSchema } = error;
  if (error.keyword === 'additionalProperties') {
    const known = Object.keys(
      (parentSchema as { properties?: object } | undefined)?.properties ?? {},
    );
    const hint = known.length === 0 ? '' : ` Known here: ${known.join(', ')}.`;
    return `there is no key "${name}"; check its spelling.${hint}`;
  }
  if (error.keyword === 'pattern') return `"${name}" must be an http: or https: URL.`;
  if (error.keyword === 'enum') {
    const { allowedValues } = error.params as { allowedValues: readonly string[] };
    return `"${name}" must be one of ${allowedValues.join(', ')}.`;
  }
  return `${name === '' ? 'the file' : `"${name}"`} ${error.message ?? 'is not valid'}.`;
}
