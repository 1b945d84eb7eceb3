import { UserError } from '../user-error.ts';
import type { Level, Mark, Requirement } from './requirement.ts';

/** `3.1.4.2 SHOULD client 9267ef5a97337069: Title`, or a mark and a reference in quotation marks. */
const firstLine =
  /^(\d+(?:\.\d+)*) (MUST|SHOULD|MAY)( client)?(?: (documented|observed|inferred))? (?:([0-9a-f]{16})|"([^"]+)"): (\S.*)$/;

const furtherLine = /^(untested|held by|conflicts with): (\S.*)$/;

/** What rows of one file have in common. */
interface Shared {
  readonly operation: string;
  readonly heldBy?: string;
}

/**
 * Reads the rows of a catalogue from their compact form: an object of ids, each with a text of at
 * least two lines, whose indentation is ignored:
 *
 * ```
 * SECTION LEVEL [client] [MARK] DIGEST-OR-"REFERENCE": title
 * The statement, in our own words, with a full stop.
 * untested: why no check decides it on the wire
 * held by: tests/x.spec.ts
 * conflicts with: other.id, another.id
 * ```
 *
 * The mark is `documented`, `observed` or `inferred`, for rules that no open specification states; what
 * is not documented can't be a MUST. The last three lines are optional, at most once each. A row is the server's unless it says `client`; a
 * client's row without `untested` gets the reason `Binds the requestor.` and is held by the test that
 * holds the others.
 *
 * @param about - what the report's tree groups these rows by; and, where rows bind the client, the
 *   test that holds the harness to those without `untested`
 * @throws UserError naming the row and its line, when a text is not of that form
 */
export function rows<const Texts extends Readonly<Record<string, string>>>(
  about: string | Shared,
  texts: Texts,
): { readonly [Id in keyof Texts]: Requirement } {
  const shared = typeof about === 'string' ? { operation: about } : about;
  const read = Object.entries(texts).map(([id, text]) => [id, readRow(id, text, shared)]);
  return Object.fromEntries(read) as { readonly [Id in keyof Texts]: Requirement };
}

function readRow(id: string, text: string, { operation, heldBy }: Shared): Requirement {
  const [first = '', statement = '', ...further] = text.trim().split(/\s*\n\s*/);
  const match = firstLine.exec(first);
  if (match === null)
    throw wrong(id, '`SECTION LEVEL [client] [MARK] DIGEST-OR-"REFERENCE": title`', first);
  const [, section = '', level, client, mark, digest, reference = '', title = ''] = match;
  if (level === 'MUST' && mark !== undefined && mark !== 'documented')
    throw wrong(id, 'SHOULD or MAY for what is not documented', first);
  if (!statement.endsWith('.') || furtherLine.test(statement))
    throw wrong(id, 'a statement with a full stop in the second line', statement);
  const more = readFurtherLines(id, further);
  const reason = more.get('untested');
  const untested = reason ?? (client && 'Binds the requestor.');
  const holder = more.get('held by') ?? (client && !reason ? heldBy : undefined);
  const conflictsWith = more.get('conflicts with')?.split(/\s*,\s*/);
  return {
    section,
    level: level as Level,
    actor: client === undefined ? 'server' : 'client',
    operation,
    title,
    statement,
    source: digest === undefined ? { reference } : { sentence: digest },
    ...(mark !== undefined && { mark: mark as Mark }),
    ...(conflictsWith && { conflictsWith }),
    ...(untested !== undefined && { untested }),
    ...(holder !== undefined && { heldBy: holder }),
  };
}

function readFurtherLines(id: string, lines: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = furtherLine.exec(line) ?? [];
    if (name === undefined || value === undefined)
      throw wrong(id, '`untested: ...`, `held by: ...` or `conflicts with: ...`', line);
    if (found.has(name)) throw wrong(id, `\`${name}\` at most once`, line);
    found.set(name, value);
  }
  return found;
}

function wrong(id: string, expected: string, found: string): UserError {
  return new UserError(
    `Row ${id} of the catalogue: expected ${expected}; found ${found === '' ? 'nothing' : `"${found}"`}. The form of a row stands in harness/verdict/rows.ts.`,
  );
}
