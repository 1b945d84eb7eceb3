import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { LineCounter, parseDocument, visit, type Document, type ErrorCode } from 'yaml';
import { UserError } from '../user-error.ts';
import { complaintsOf } from './complaints.ts';
import { findLine } from './yaml-lines.ts';

/** What is said of a file that a user wrote and that can't be read as what it should be. */
export interface YamlKind {
  /** Completes "Expected ...": `a target file`. */
  readonly what: string;
  /** Its JSON schema below schemas/harness. */
  readonly schema: string;
}

/** A file of ours that was read, and where its keys stand. */
export interface YamlFile {
  /** What the file holds, valid by the schema; the caller names its type. */
  readonly value: unknown;
  /** The line of the deepest of these keys that the file has, from 1; indices of lists are keys. */
  readonly lineOf: (...keys: readonly (string | number)[]) => number;
}

/** Characters of a file; what is longer is some other file. */
const longest = 1_000_000;
/** Aliases that a file may have, and that one value may come to. */
const mostAliases = 50;
/** Mistakes that are told at once. */
const mostComplaints = 20;

/**
 * Reads a file in YAML or JSON and validates it.
 *
 * @throws UserError that names the key, its line and the fix, one line for each mistake, in the order
 *   of the file
 */
export function readYaml(file: string, kind: YamlKind): YamlFile {
  const lines = new LineCounter();
  const document = parse(readText(file, kind.what), lines, file);
  const value = toValue(document, file);
  const lineOf = (...keys: readonly (string | number)[]) => findLine(document, lines, keys);
  const schema = readSchema(kind.schema);
  const validate = compile(schema);
  if (validate(value)) return { value, lineOf };
  const complaints = complaintsOf(validate.errors ?? [], schema).map(({ keys, text }) => ({
    line: lineOf(...keys),
    text,
  }));
  throw mistakes(file, complaints);
}

/** The error about several mistakes of a file, in the order of its lines. */
export function mistakes(
  file: string,
  complaints: readonly { readonly line: number; readonly text: string }[],
): UserError {
  const told = complaints
    .toSorted((one, other) => one.line - other.line)
    .map(({ line, text }) => `${file}, line ${line}: ${text}`);
  const more = told.length - mostComplaints;
  return new UserError(
    [...told.slice(0, mostComplaints), ...(more > 0 ? [`and ${more} more.`] : [])].join('\n'),
  );
}

function readSchema(name: string): object {
  const file = new URL(`../../schemas/harness/${name}`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as object;
}

function compile(schema: object) {
  const ajv = new Ajv({ allErrors: true, verbose: true, discriminator: true });
  ajv.addKeyword('patternErrorMessage');
  formats.default(ajv);
  return ajv.compile(schema);
}

function readText(file: string, what: string): string {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const { code = 'unknown reason' } = error as NodeJS.ErrnoException;
    throw new UserError(
      code === 'ENOENT'
        ? `Expected ${what} at ${file}; there is none. Check the path.`
        : `Expected ${what} at ${file}; it can't be read (${code}).`,
    );
  }
  if (text.length <= longest) return text;
  throw new UserError(
    `Expected ${what} at ${file}; the file has ${text.length} characters and is some other one. Check the path.`,
  );
}

/** What is wrong with the YAML; the parser's own words would quote the file, secrets included. */
const syntaxErrors: Partial<Record<ErrorCode, string>> = {
  DUPLICATE_KEY: 'this key stands twice; leave one of the two out',
  BAD_ALIAS: 'a value that begins with * points to an anchor, and there is none; put it in quotes',
  TAG_RESOLVE_FAILED:
    'a value that begins with ! is a tag, and none is known here; put it in quotes',
  TAB_AS_INDENT: 'lines are indented with blanks, never with tabs',
  MULTIPLE_DOCS: 'there is one document in a file; leave out what follows "---"',
  BAD_INDENT: 'look at the indentation of this line and those above it',
  MISSING_CHAR: 'a bracket, a quote, a comma or a colon is missing',
  BAD_DQ_ESCAPE: 'in double quotes a backslash is written twice; or use single quotes',
};
const otherSyntaxError =
  'look at indentation, quotes and colons; text with special characters goes in quotes';

function parse(text: string, lines: LineCounter, file: string): Document {
  const document = bounded(file, () =>
    parseDocument(text, { lineCounter: lines, logLevel: 'error', prettyErrors: false }),
  );
  const [problem = bounded(file, () => findLooseAlias(document))] = [
    ...document.errors,
    ...document.warnings,
  ];
  if (problem === undefined) return document;
  const { code, pos } = problem;
  throw new UserError(
    `${file}, line ${lines.linePos(pos[0]).line}: expected YAML; ${syntaxErrors[code] ?? otherSyntaxError}.`,
  );
}

/** The first alias of nothing, which the parser lets pass. */
function findLooseAlias(document: Document) {
  let found: { code: ErrorCode; pos: readonly [number] } | undefined;
  let seen = 0;
  visit(document, {
    Alias(_key, alias) {
      if (++seen > mostAliases) throw new RangeError('There are too many aliases.');
      if (alias.resolve(document) !== undefined) return undefined;
      found = { code: 'BAD_ALIAS', pos: [alias.range?.[0] ?? 0] };
      return visit.BREAK;
    },
  });
  return found;
}

function toValue(document: Document, file: string): unknown {
  return bounded(file, () => document.toJS({ maxAliasCount: mostAliases }) as unknown);
}

/** Nesting without end and aliases of aliases end here. */
function bounded<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch {
    throw new UserError(
      `Expected a file of plain YAML at ${file}; it is nested too deeply, or its aliases multiply without bounds.`,
    );
  }
}
