import { ParseOption, XmlDocument, XmlElement, XmlSimpleNode } from 'libxml2-wasm';
import { XrmlError } from './xrml-error.ts';

/**
 * An element of an XrML document, which stands in no namespace. Mixed content is kept exactly:
 * `children` holds character data and elements in document order, white space included. The
 * declaration `xmlns=""` counts as an attribute, the first one when parsed.
 */
export interface XrmlNode {
  readonly name: string;
  readonly attributes: readonly (readonly [name: string, value: string])[];
  readonly children: readonly (XrmlNode | string)[];
}

/** Genuine certificates stay below 20 levels and 20 KB; beyond these bounds a document is refused. */
const maximumDepth = 64;
const maximumCharacters = 1024 * 1024;

/** Makes an element; children that are undefined are left out, so that optional parts read inline. */
export function element(
  name: string,
  attributes: XrmlNode['attributes'],
  ...children: (XrmlNode | string | undefined)[]
): XrmlNode {
  return { name, attributes, children: children.filter(child => child !== undefined) };
}

/**
 * Writes an element as XML: no white space added, attributes in their order between double quotes,
 * an empty element as `<NAME />` the way the genuine certificates of MS-RMPR 4.5 are written.
 */
export function serialise(node: XrmlNode): string {
  const attributes = node.attributes
    .map(([name, value]) => ` ${name}="${escapeAttribute(value)}"`)
    .join('');
  if (node.children.length === 0) return `<${node.name}${attributes} />`;
  const content = node.children
    .map(child => (typeof child === 'string' ? escapeText(child) : serialise(child)))
    .join('');
  return `<${node.name}${attributes}>${content}</${node.name}>`;
}

/**
 * Parses an XrML document. Input is taken to be hostile: apart from an XML declaration at the very
 * start, no `<!` and no `<?` is allowed, so there is no document type declaration, comment, CDATA
 * section or processing instruction; entities are the five predefined ones and character references.
 *
 * @throws XrmlError when the text is too long, nested too deep, not well-formed, or in a namespace.
 */
export function parseXrml(xml: string): XrmlNode {
  if (xml.length > maximumCharacters)
    throw new XrmlError(
      `XrML of at most ${maximumCharacters} characters was expected, not of ${xml.length}.`,
    );
  const content = xml.replace(/^\uFEFF?<\?xml\s[^<>]*\?>/, '');
  const forbidden = /<[!?]/.exec(content);
  if (forbidden !== null)
    throw new XrmlError(
      `XrML with no document type, comment, CDATA section or processing instruction was expected, but "${content.slice(forbidden.index, forbidden.index + 9)}" stands in it.`,
    );
  // A lone surrogate cannot be encoded: the parser would see another text than the one hashed.
  if (/\p{Surrogate}|\0/u.test(content))
    throw new XrmlError(
      'XrML was expected, but the text holds a character that XML does not have.',
    );
  return parseContent(content);
}

function parseContent(content: string): XrmlNode {
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(content, {
      option: ParseOption.XML_PARSE_NONET | ParseOption.XML_PARSE_NO_XXE,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message.trim() : String(error);
    throw new XrmlError(`XrML was expected, but the text is not well-formed: ${reason}`);
  }
  try {
    return convert(document.root, 1);
  } finally {
    document.dispose();
  }
}

function convert(source: XmlElement, depth: number): XrmlNode {
  if (depth > maximumDepth)
    throw new XrmlError(`XrML of at most ${maximumDepth} levels was expected; this is deeper.`);
  if (source.namespaceUri !== '' || source.prefix !== '')
    throw new XrmlError(
      `XrML stands in no namespace, but <${source.name}> is in "${source.namespaceUri}".`,
    );
  const children: (XrmlNode | string)[] = [];
  for (let child = source.firstChild; child !== null; child = child.next) {
    if (child instanceof XmlElement) children.push(convert(child, depth + 1));
    else if (child instanceof XmlSimpleNode) appendText(children, child.content);
    else throw new XrmlError(`<${source.name}> holds an entity that is not predefined.`);
  }
  const attributes = source.attrs.map(({ name, prefix, value }): [string, string] => [
    prefix === '' ? name : `${prefix}:${name}`,
    value,
  ]);
  if (source.nsDeclarations[''] === '') attributes.unshift(['xmlns', '']);
  return { name: source.name, attributes, children };
}

function appendText(children: (XrmlNode | string)[], text: string): void {
  const last = children.at(-1);
  if (typeof last === 'string') children[children.length - 1] = last + text;
  else children.push(text);
}

function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#xD;');
}

function escapeAttribute(value: string): string {
  return escapeText(value)
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#x9;')
    .replaceAll('\n', '&#xA;');
}
