import type { ElementName } from './canonical.ts';
import { decodeXml } from './decode.ts';
import { descendants } from './element.ts';
import { parseXml } from './parse.ts';
import { loadSchemaSet } from './schema-set.ts';

/** What in a document breaks its schema, and the element where it does. */
export interface XmlProblem {
  /** 1-based line on which the element's start tag ends. */
  readonly line: number;
  /** The element's path from the root, with positions. */
  readonly path: string;
  readonly message: string;
}

/** libxml2 keeps an element's line in 16 bits, and guesses beyond. */
const lastLineKnown = 65_534;

/** What of a message is told; a judge quotes whole values. */
const longestMessage = 400;

/**
 * Judges a whole document against a schema (XML Schema 1.0) and tells of every problem at which
 * element it is, also where all of the document stands on one line; in one of more than some 30,000
 * elements and lines, the root stands for those at its end.
 *
 * @param bytes - the document as it came, in the encodings of `decodeXml`
 * @param schemaFile - absolute path of a schema below `schemas/`
 * @param expected - the root: a schema lets every element be one that it declares at its top
 * @param charset - the charset parameter of the media type
 * @returns no problem for a valid document; the first hundred otherwise
 * @throws XmlRefusal for what is no document, and for a document type declaration
 */
export function schemaProblems(
  bytes: Uint8Array,
  schemaFile: string,
  expected: ElementName,
  charset?: string,
): readonly XmlProblem[] {
  const root = parseXml(bytes, charset);
  if (root.name !== expected.name || root.namespace !== expected.namespace) {
    const message = `Expected ${inWords(expected)} as root; there is ${inWords(root)}.`;
    return [{ line: root.line, path: root.path, message: shortened(message) }];
  }
  const { text, lines } = oneTagPerLine(decodeXml(bytes, charset).text);
  const issues = loadSchemaSet(schemaFile).validate(text);
  if (issues.length === 0) return [];
  const elements = [root, ...descendants(root)];
  return issues.map(({ line, message }) => {
    const element = line > lastLineKnown ? root : (elements[lastUpTo(lines, line)] ?? root);
    return { line: element.line, path: element.path, message: shortened(message) };
  });
}

/**
 * The same document with a line break at the end of every start tag, where white space means nothing, so
 * that no two elements are on one line for a judge that tells lines only.
 *
 * @returns also the line of every element, in document order
 */
function oneTagPerLine(document: string): { text: string; lines: readonly number[] } {
  const markup =
    /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/[^>]*>|<(?:[^>"']+|"[^"]*"|'[^']*')*>/g;
  const parts: string[] = [];
  const lines: number[] = [];
  let line = 1;
  let taken = 0;
  const take = (end: number) => {
    const part = document.slice(taken, end);
    line += part.split('\n').length - 1;
    parts.push(part);
    taken = end;
  };
  for (const { 0: tag, index } of document.matchAll(markup)) {
    if (/^<[!?/]/.test(tag)) continue;
    take(index + tag.length - (tag.endsWith('/>') ? 2 : 1));
    parts.push('\n');
    line += 1;
    lines.push(line);
  }
  take(document.length);
  return { text: parts.join(''), lines };
}

/** The index of the last of ascending numbers that is not above a limit; -1 for none. */
function lastUpTo(ascending: readonly number[], limit: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function inWords({ name, namespace }: ElementName): string {
  return `${name} in ${namespace === '' ? 'no namespace' : `"${namespace}"`}`;
}

function shortened(message: string): string {
  return message.length > longestMessage ? `${message.slice(0, longestMessage)}...` : message;
}
