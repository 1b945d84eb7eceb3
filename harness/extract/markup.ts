/** An element as it is written: names with prefixes, values with their references unexpanded. */
export interface MarkupElement {
  readonly name: string;
  readonly attributes: readonly MarkupAttribute[];
  /** Elements, and as strings what stands between them: character data, comments, CDATA. */
  readonly children: readonly (MarkupElement | string)[];
  /** 1-based line of the specification. */
  readonly line: number;
}

export interface MarkupAttribute {
  readonly name: string;
  readonly value: string;
  /** The line on which the value begins. */
  readonly line: number;
}

const token =
  /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<(\/?)([^\s<>/]+)((?:[^<>"'/]|"[^"]*"|'[^']*')*)(\/?)>|[^<]+/g;

/**
 * Reads a document that is known to be well-formed and free of a document type declaration, keeping
 * what a conforming parser would normalise away: line breaks in attribute values, and prefixes.
 * `lineNumbers` gives the line of the specification for each line of `text`. Throws Error if the
 * document has no element.
 */
export function readMarkup(text: string, lineNumbers: readonly number[]): MarkupElement {
  const lineAt = lineFinder(text, lineNumbers);
  const top = { children: [] as (MarkupElement | string)[] };
  const open = [top];
  for (const match of text.matchAll(token)) {
    const [raw, end, name, inside = '', empty] = match;
    const parent = open.at(-1) ?? top;
    if (name === undefined) {
      if (!raw.startsWith('<?xml')) parent.children.push(raw);
    } else if (end === '/') {
      open.pop();
    } else {
      const start = match.index + 1 + name.length;
      const attributes = readAttributes(inside, offset => lineAt(start + offset));
      const element = { name, attributes, children: [], line: lineAt(match.index) };
      parent.children.push(element);
      if (empty !== '/') open.push(element);
    }
  }
  const root = top.children.find(child => typeof child !== 'string');
  if (root === undefined) throw new Error('The document has no element.');
  return root;
}

/** The value of the attribute with this name as written, prefix included. */
export function markupAttribute(element: MarkupElement, name: string): string | undefined {
  return element.attributes.find(attribute => attribute.name === name)?.value;
}

/** The element children, in order. */
export function markupChildren(element: MarkupElement): MarkupElement[] {
  return element.children.filter(child => typeof child !== 'string');
}

/** The element and all below it, in document order. */
export function withDescendants(element: MarkupElement): MarkupElement[] {
  return [element, ...markupChildren(element).flatMap(withDescendants)];
}

/** A name without its prefix. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

function readAttributes(text: string, lineAt: (offset: number) => number): MarkupAttribute[] {
  return [...text.matchAll(/([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)].map(match => {
    const [whole, name = '', double, single = ''] = match;
    const value = double ?? single;
    return { name, value, line: lineAt(match.index + whole.length - value.length - 1) };
  });
}

function lineFinder(text: string, lineNumbers: readonly number[]): (offset: number) => number {
  const breaks = [...text.matchAll(/\n/g)].map(({ index }) => index);
  return offset => lineNumbers[breaks.filter(index => index < offset).length] ?? 0;
}
