import { XMLParser } from 'fast-xml-parser';
import { UserError } from '../user-error.ts';
import { parseXml } from '../xml/parse.ts';

/** A namespace and a local name. */
export interface QualifiedName {
  readonly namespace: string;
  readonly name: string;
}

/** An element of a WSDL or schema, with what is needed to read the qualified names in its attributes. */
export interface Markup extends QualifiedName {
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly Markup[];
  /** Namespaces in scope by prefix; `''` is the default namespace. */
  readonly scope: ReadonlyMap<string, string>;
}

export const schemaNamespace = 'http://www.w3.org/2001/XMLSchema';

// Values stay as written: otherwise "1.0" becomes 1.
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
});

type Parsed = Readonly<Record<string, unknown>>;

/**
 * Reads a WSDL or schema document, which is ours and trusted, into a namespace-aware tree; character
 * data is dropped.
 *
 * @param source - what the document is called in messages
 * @throws UserError when it is not well-formed or has no root element
 */
export function parseMarkup(text: string, source: string): Markup {
  refuseIllFormed(text, source);
  const [root] = elements(parser.parse(text) as Parsed[], new Map([['', '']]), source);
  if (root === undefined) throw new UserError(`Expected an element in ${source}; there is none.`);
  return root;
}

// fast-xml-parser reads much that is not XML without a word.
function refuseIllFormed(text: string, source: string): void {
  try {
    parseXml(Buffer.from(text, 'utf8'));
  } catch (error) {
    throw new UserError(
      `Expected ${source} to be an XML document. ${error instanceof Error ? error.message : ''}`,
    );
  }
}

/** The children of this name; in the same namespace, unless one is given. */
export function childrenOf(
  element: Markup,
  name: string,
  namespace = element.namespace,
): readonly Markup[] {
  return element.children.filter(child => child.name === name && child.namespace === namespace);
}

/**
 * The qualified name that an attribute's value stands for.
 *
 * @throws UserError when the attribute is missing or its prefix is not declared
 */
export function qualifiedName(element: Markup, attribute: string): QualifiedName {
  const value = requiredAttribute(element, attribute);
  const [prefix, name] = value.includes(':') ? split(value) : ['', value];
  const namespace = element.scope.get(prefix);
  if (namespace === undefined)
    throw new UserError(
      `Expected the prefix of ${attribute}="${value}" to be declared; it is not. Extract the WSDL anew with \`npx assay extract\`.`,
    );
  return { namespace, name };
}

/** @throws UserError when the attribute is missing */
export function requiredAttribute(element: Markup, attribute: string): string {
  const value = element.attributes.get(attribute);
  if (value === undefined)
    throw new UserError(`Expected <${element.name}> to have the attribute ${attribute}.`);
  return value;
}

function elements(
  nodes: readonly Parsed[],
  outer: ReadonlyMap<string, string>,
  source: string,
): Markup[] {
  return nodes.flatMap(node => {
    const tag = Object.keys(node).find(key => key !== ':@' && key !== '#text');
    if (tag === undefined) return [];
    const attributes = new Map(Object.entries((node[':@'] ?? {}) as Record<string, string>));
    const scope = scopeOf(attributes, outer);
    const [prefix, name] = tag.includes(':') ? split(tag) : ['', tag];
    const namespace = scope.get(prefix);
    if (namespace === undefined)
      throw new UserError(
        `Expected the prefix of <${tag}> in ${source} to be declared; it is not.`,
      );
    const children = elements(node[tag] as Parsed[], scope, source);
    return [{ name, namespace, attributes, children, scope }];
  });
}

function scopeOf(
  attributes: ReadonlyMap<string, string>,
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const declared = [...attributes]
    .filter(([name]) => name === 'xmlns' || name.startsWith('xmlns:'))
    .map(([name, value]) => [name.slice('xmlns:'.length), value] as const);
  return declared.length === 0 ? outer : new Map([...outer, ...declared]);
}

function split(name: string): [prefix: string, local: string] {
  const colon = name.indexOf(':');
  return [name.slice(0, colon), name.slice(colon + 1)];
}
