import { readFileSync } from 'node:fs';
import { Ajv, type ErrorObject } from 'ajv';
import formats from 'ajv-formats';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { UserError } from '../user-error.ts';

/** What is said of a file that a user wrote and that can't be read as what it should be. */
export interface YamlKind {
  /** Completes "Expected ...": `a target file`. */
  readonly what: string;
  /** Its JSON schema below schemas/harness. */
  readonly schema: string;
  /** What a text must be that breaks the `pattern` of its key: `an http: or https: URL`. */
  readonly pattern?: string;
}

/** A file of ours that was read, and where its keys stand. */
export interface YamlFile {
  /** What the file holds, valid by the schema; the caller names its type. */
  readonly value: unknown;
  /** The line of the deepest of these keys that the file has, from 1; indices of lists are keys. */
  readonly lineOf: (...keys: readonly (string | number)[]) => number;
}

/**
 * Reads a file in YAML or JSON and validates it.
 *
 * @throws UserError that names the key, its line and the fix, one line for each mistake
 */
export function readYaml(file: string, kind: YamlKind): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(readText(file, kind.what), { lineCounter: lines });
  const [syntax] = document.errors;
  if (syntax !== undefined)
    throw new UserError(
      `${file}, line ${lines.linePos(syntax.pos[0]).line}: expected YAML; ${syntax.message.split('\n')[0] ?? ''}`,
    );
  const value: unknown = document.toJS();
  const validate = compile(kind.schema);
  const lineOf = (...keys: readonly (string | number)[]) => findLine(document, lines, keys);
  if (validate(value)) return { value, lineOf };
  // `if` only says that what follows it complains.
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== 'if');
  const complaints = errors.map(error => {
    const keys = keysOf(error);
    return `${file}, line ${lineOf(...keys)}: ${complain(error, keys, kind)}`;
  });
  throw new UserError(complaints.join('\n'));
}

function compile(schema: string) {
  const file = new URL(`../../schemas/harness/${schema}`, import.meta.url);
  const ajv = new Ajv({ allErrors: true, verbose: true, discriminator: true });
  formats.default(ajv);
  return ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
}

function readText(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new UserError(`Expected ${what} at ${file}; there is none. Check the path.`);
  }
}

function keysOf(error: ErrorObject): readonly string[] {
  const keys = error.instancePath.split('/').slice(1);
  const { additionalProperty } = error.params as { additionalProperty?: string };
  return additionalProperty === undefined ? keys : [...keys, additionalProperty];
}

function findLine(
  document: Document,
  lines: LineCounter,
  keys: readonly (string | number)[],
): number {
  for (let length = keys.length; length > 0; length--) {
    const parent = document.getIn(keys.slice(0, length - 1).map(asIndex), true);
    const offset = offsetIn(parent ?? document.contents, keys[length - 1] ?? '');
    if (offset !== undefined) return lines.linePos(offset).line;
  }
  return 1;
}

/** A list's item is found by number only. */
function asIndex(key: string | number): string | number {
  return /^\d+$/.test(String(key)) ? Number(key) : key;
}

interface YamlNode {
  readonly range?: readonly number[];
  readonly items?: readonly (YamlNode & { readonly key?: YamlNode & { value?: unknown } })[];
}

function offsetIn(parent: unknown, key: string | number): number | undefined {
  const { items = [] } = (parent ?? {}) as YamlNode;
  const pair = items.find(item => item.key !== undefined && String(item.key.value) === String(key));
  return (pair?.key ?? items[Number(key)])?.range?.[0];
}

function complain(error: ErrorObject, keys: readonly string[], kind: YamlKind): string {
  const name = keys.join('.');
  const { parentSchema } = error;
  if (error.keyword === 'additionalProperties') {
    const known = Object.keys(
      (parentSchema as { properties?: object } | undefined)?.properties ?? {},
    );
    const hint = known.length === 0 ? '' : ` Known here: ${known.join(', ')}.`;
    return `there is no key "${name}"; check its spelling.${hint}`;
  }
  if (error.keyword === 'pattern' && kind.pattern !== undefined)
    return `"${name}" must be ${kind.pattern}.`;
  if (error.keyword === 'format' && (error.params as { format: string }).format === 'date')
    return `"${name}" must be a date such as 2027-03-31.`;
  if (error.keyword === 'enum') {
    const { allowedValues } = error.params as { allowedValues: readonly string[] };
    return `"${name}" must be one of ${allowedValues.join(', ')}.`;
  }
  return `${name === '' ? 'the file' : `"${name}"`} ${error.message ?? 'is not valid'}.`;
}
