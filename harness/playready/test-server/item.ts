import { PlayReadyError } from '../error.ts';

/** A value of the `cfg` syntax: a text, or a group of items in parentheses (PlayReady-facts 4.2). */
export type ItemValue = string | readonly Item[];

/** `name:value`, or a value alone. */
export interface Item {
  readonly name?: string;
  readonly value: ItemValue;
}

/** The longest text that is read, in characters. */
export const maxSyntaxLength = 16_384;
const maxDepth = 8;

/**
 * Reads the groups of a `cfg` value, `(name:value,...),(...)`, as a tree (PlayReady-facts 4.2). Nothing
 * is known yet of which names and values there are.
 *
 * @throws PlayReadyError, and nothing else, for whatever the text is
 */
export function parseGroups(text: string): readonly (readonly Item[])[] {
  if (text.length > maxSyntaxLength)
    throw new PlayReadyError(
      `Expected a cfg of at most ${maxSyntaxLength} characters; found ${text.length}.`,
    );
  const cursor: Cursor = { text, at: 0 };
  const items = readItems(cursor, 0, '');
  const groups = items.flatMap(({ name, value }) =>
    name === undefined && typeof value !== 'string' ? [value] : [],
  );
  if (groups.length === 0 || groups.length < items.length)
    throw new PlayReadyError(
      `Expected (name:value,...), a group in parentheses for each license; found something else.`,
    );
  return groups;
}

/** The text of a value (PlayReady-facts 4.2). */
export function writeValue(value: ItemValue): string {
  return typeof value === 'string' ? value : `(${value.map(writeItem).join(',')})`;
}

function writeItem({ name, value }: Item): string {
  return name === undefined ? writeValue(value) : `${name}:${writeValue(value)}`;
}

interface Cursor {
  readonly text: string;
  at: number;
}

/** Items up to, and with, the character that ends them. */
function readItems(cursor: Cursor, depth: number, end: ')' | ''): readonly Item[] {
  if (depth > maxDepth)
    throw new PlayReadyError(`Expected groups nested at most ${maxDepth} deep; they go deeper.`);
  const items: Item[] = [];
  if (cursor.text.charAt(cursor.at) === end) {
    cursor.at += 1;
    return items;
  }
  for (;;) {
    items.push(readItem(cursor, depth));
    const next = cursor.text.charAt(cursor.at);
    cursor.at += 1;
    if (next === end) return items;
    if (next !== ',')
      throw new PlayReadyError(
        `Expected "," or ${end === '' ? 'the end' : `"${end}"`} at character ${cursor.at} of the cfg; found ${next === '' ? 'its end' : JSON.stringify(next)}.`,
      );
  }
}

function readItem(cursor: Cursor, depth: number): Item {
  if (cursor.text.charAt(cursor.at) === '(') return { value: readGroup(cursor, depth) };
  const first = readText(cursor);
  if (cursor.text.charAt(cursor.at) !== ':') return { value: first };
  cursor.at += 1;
  const isGroup = cursor.text.charAt(cursor.at) === '(';
  return { name: first, value: isGroup ? readGroup(cursor, depth) : readText(cursor) };
}

function readGroup(cursor: Cursor, depth: number): readonly Item[] {
  cursor.at += 1;
  return readItems(cursor, depth + 1, ')');
}

const syntaxText = /[^(),:]*/y;

function readText(cursor: Cursor): string {
  syntaxText.lastIndex = cursor.at;
  const text = syntaxText.exec(cursor.text)?.[0] ?? '';
  if (text === '')
    throw new PlayReadyError(
      `Expected a name or value at character ${cursor.at + 1} of the cfg; found none.`,
    );
  const strange = /[^\w+/=.-]/.exec(text)?.[0];
  if (strange !== undefined)
    throw new PlayReadyError(
      `Expected no ${strange === ' ' ? 'blank' : JSON.stringify(strange)} in a cfg; found one after character ${cursor.at}.`,
    );
  cursor.at += text.length;
  return text;
}
