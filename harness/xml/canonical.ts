import { XmlC14NMode, XmlElement, XmlError, type XmlDocument } from 'libxml2-wasm';
import { XmlRefusal } from './refusal.ts';
import { withDocument } from './with-document.ts';

/** An element by its name, split from the prefix; `namespace` is `''` for no namespace. */
export interface ElementName {
  readonly name: string;
  readonly namespace: string;
}

/**
 * How an element is made canonical:
 *
 * - `exclusive`: Exclusive XML Canonicalization 1.0, which leaves out what is declared around the
 *   element, or in it, and not used;
 * - `stand-alone`: Canonical XML 1.0 of the element cut out and taken as a document of its own;
 * - `inclusive`: Canonical XML 1.0 of the element where it stands, with all that is declared around it.
 *
 * For an element that declares what it uses, where it uses it, and nothing else, the first two are
 * the same.
 */
export type CanonicalForm = 'exclusive' | 'stand-alone' | 'inclusive';

/** libxml2 sorts attributes by insertion: more would take seconds. No message has a tenth. */
const maxAttributes = 10_000;

/** Elements times declarations that libxml2 looks through for each: a few seconds' worth. */
const maxSteps = 500_000_000;

/**
 * The canonical form, without comments, of the first element of a document with this name, in UTF-8.
 *
 * @param document - the document as it came, in the encodings of `decodeXml`
 * @throws XmlRefusal as `parseXml`, with `too-large` also for what would take long; `no-element` when
 *   there is none; `not-canonical` when it has no such form
 */
export function canonicalElement(
  document: Uint8Array,
  wanted: ElementName,
  form: CanonicalForm = 'exclusive',
): Uint8Array {
  if (form !== 'stand-alone')
    return withDocument(document, undefined, (opened, text) => {
      refuseTooMuch(text, form);
      return canonical(opened, find(opened, wanted), form);
    });
  const cut = withDocument(document, undefined, (opened, text) => {
    refuseTooMuch(text, 'inclusive');
    return Buffer.from(find(opened, wanted).toString({ format: false }), 'utf8');
  });
  return withDocument(cut, 'utf-8', opened => {
    if (opened.root.name !== wanted.name || opened.root.namespaceUri !== wanted.namespace)
      throw new XmlRefusal(
        'not-canonical',
        `Expected ${wanted.name} to declare its own namespace; it is declared around it.`,
      );
    return canonical(opened, opened.root, 'inclusive');
  });
}

/** Where a declaration is in scope, an inclusive form looks for each among all of them. */
function refuseTooMuch(text: string, form: 'exclusive' | 'inclusive'): void {
  const count = (markup: RegExp) => Array.from(text.matchAll(markup)).length;
  const attributes = count(/=[ \t\r\n]*["']/g);
  const declarations = count(/[ \t\r\n]xmlns/g);
  const searched = form === 'exclusive' ? declarations : declarations ** 2;
  if (attributes > maxAttributes || count(/<[^/!?]/g) * searched > maxSteps)
    throw new XmlRefusal(
      'too-large',
      `Expected a document that is made canonical in moments; there may be ${attributes} attributes and ${declarations} namespace declarations in it.`,
    );
}

function find(document: XmlDocument, { name, namespace }: ElementName): XmlElement {
  const found =
    namespace === ''
      ? document.get(`(//${name})[1]`)
      : document.get(`(//wanted:${name})[1]`, { wanted: namespace });
  if (found instanceof XmlElement) return found;
  throw new XmlRefusal(
    'no-element',
    `Expected an element ${name} in ${namespace === '' ? 'no namespace' : `the namespace ${namespace}`}; there is none.`,
  );
}

function canonical(
  document: XmlDocument,
  element: XmlElement,
  form: 'exclusive' | 'inclusive',
): Uint8Array {
  const parts: Uint8Array[] = [];
  // What is handed over lies in WebAssembly's memory, which is used again.
  const write = (part: Uint8Array) => parts.push(Uint8Array.from(part)) && part.length;
  const mode = form === 'exclusive' ? XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 : XmlC14NMode.XML_C14N_1_0;
  try {
    document.canonicalize({ write, close: () => true }, { mode, nodeSet: new Set([element]) });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new XmlRefusal(
      'not-canonical',
      `Expected ${element.name} to have a canonical form; it has none, perhaps because a namespace is a relative URI.`,
    );
  }
  return new Uint8Array(Buffer.concat(parts));
}
