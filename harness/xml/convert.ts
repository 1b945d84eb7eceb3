import {
  XmlElement as LibElement,
  XmlText,
  XmlTreeNode,
  XmlXPath,
  type XmlNode,
} from 'libxml2-wasm';
import type { XmlAttribute, XmlElement } from './element.ts';

/** libxml2 keeps an element's line in 16 bits. */
const lastLineKnown = 65_534;

/** What grows while the tree is walked in document order. */
interface Walk {
  /** The next element's line, where libxml2 does not know it. */
  lines: Iterator<number> | undefined;
  /** Prefixes that nsDeclarations, a plain object, cannot hold. */
  oddPrefixes: readonly string[];
}

/**
 * Copies a parsed document into `XmlElement`s. `text` is the same document as a string, for what
 * libxml2 does not tell: lines beyond 65,534.
 */
export function convert(root: LibElement, text: string): XmlElement {
  const walk: Walk = {
    lines: passesLine(text, lastLineKnown) ? startTagLines(text) : undefined,
    oddPrefixes: text.includes('xmlns:__proto__') ? ['__proto__'] : [],
  };
  return element(root, `/${qualifiedName(root)}`, xmlScope, walk);
}

const xmlScope: ReadonlyMap<string, string> = new Map([
  ['xml', 'http://www.w3.org/XML/1998/namespace'],
]);

function element(
  node: LibElement,
  path: string,
  outer: ReadonlyMap<string, string>,
  walk: Walk,
): XmlElement {
  const line = walk.lines === undefined ? node.line : Number(walk.lines.next().value);
  const namespaces = scope(node, outer, walk.oddPrefixes);
  const children: XmlElement[] = [];
  const positions = new Map<string, number>();
  let text = '';
  for (const inner of childNodes(node)) {
    if (inner instanceof LibElement) {
      const name = qualifiedName(inner);
      const position = (positions.get(name) ?? 0) + 1;
      positions.set(name, position);
      children.push(element(inner, `${path}/${name}[${position}]`, namespaces, walk));
    } else if (inner instanceof XmlText) text += inner.content;
  }
  const { name, namespaceUri: namespace, prefix } = node;
  const attributes = attributesOf(node);
  return { name, namespace, prefix, attributes, children, text, line, path, namespaces };
}

const elementsAndTexts = XmlXPath.compile('*|text()');

/**
 * The child nodes that matter. libxml2-wasm cannot step past a processing instruction, which has no
 * `next` there; such an element's children come by XPath, at several times the cost.
 */
function childNodes(node: LibElement): readonly XmlNode[] {
  const nodes: XmlNode[] = [];
  let next: XmlNode | null = node.firstChild;
  while (next !== null) {
    if (!(next instanceof XmlTreeNode)) return node.find(elementsAndTexts);
    nodes.push(next);
    next = next.next;
  }
  return nodes;
}

function attributesOf(node: LibElement): readonly XmlAttribute[] {
  return node.attrs.map(({ name, namespaceUri: namespace, value }) => ({ name, namespace, value }));
}

/** The scope outside, unless this element declares something. */
function scope(
  node: LibElement,
  outer: ReadonlyMap<string, string>,
  oddPrefixes: readonly string[],
): ReadonlyMap<string, string> {
  const declared = Object.entries(node.nsDeclarations);
  if (declared.length === 0 && oddPrefixes.length === 0) return outer;
  const inner = new Map([...outer, ...declared]);
  for (const prefix of oddPrefixes) {
    const namespace = node.namespaceForPrefix(prefix);
    if (namespace !== null) inner.set(prefix, namespace);
  }
  return inner;
}

function qualifiedName(node: LibElement): string {
  return node.prefix === '' ? node.name : `${node.prefix}:${node.name}`;
}

function passesLine(text: string, limit: number): boolean {
  let at = -1;
  for (let line = 1; line <= limit; line += 1) {
    at = text.indexOf('\n', at + 1);
    if (at < 0) return false;
  }
  return true;
}

/**
 * The line of every start tag of a well-formed document, in document order; like libxml2's, it is
 * the line on which the tag ends.
 */
function* startTagLines(text: string): Generator<number, undefined> {
  const markup =
    /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<\/[^>]*>|<(?:[^>"']+|"[^"]*"|'[^']*')*>/g;
  let line = 1;
  let counted = 0;
  for (const { 0: tag, index } of text.matchAll(markup)) {
    const end = index + tag.length;
    for (; counted < end; counted += 1) if (text.charCodeAt(counted) === 10) line += 1;
    if (!/^<[!?/]/.test(tag)) yield line;
  }
  return undefined;
}
