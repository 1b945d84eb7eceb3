import { ParseOption, XmlDocument, XmlLibError } from 'libxml2-wasm';
import { decodeXml } from './decode.ts';
import { doctypeIndex } from './prolog.ts';
import { XmlRefusal } from './refusal.ts';

/** Elements, and attributes, of one document: far above any message, far below what costs memory. */
export const maxNodes = 500_000;

// No network and no external entity, although no declaration could name one. CDATA becomes text.
// xml:id is left alone: a bad one breaks a recommendation other than XML 1.0.
const options = (ParseOption.XML_PARSE_NONET |
  ParseOption.XML_PARSE_NO_XXE |
  ParseOption.XML_PARSE_NOCDATA |
  ParseOption.XML_PARSE_BIG_LINES |
  ParseOption.XML_PARSE_SKIP_IDS) as ParseOption;

/**
 * Opens a whole document (XML 1.0, Namespaces in XML 1.0) for `use`, which also gets its text, and
 * frees it before this returns. Depth is bounded by libxml2 at 256 elements, one text at 10 MB, the
 * number of elements and of attributes by `maxNodes`.
 *
 * @param bytes - the document as it came, in the encodings of `decodeXml`
 * @param charset - the charset parameter of the media type, which outranks the encoding declaration
 * @throws XmlRefusal, and nothing else but what `use` throws, for whatever the bytes are
 */
export function withDocument<Result>(
  bytes: Uint8Array,
  charset: string | undefined,
  use: (document: XmlDocument, text: string) => Result,
): Result {
  if (bytes.length === 0) throw new XmlRefusal('empty', 'Expected an XML document; nothing came.');
  const { text, utf8 } = decodeXml(bytes, charset);
  if (!/[^ \t\r\n]/.test(text))
    throw new XmlRefusal('empty', 'Expected an XML document; only white space came.');
  const doctype = doctypeIndex(text);
  if (doctype !== undefined)
    throw new XmlRefusal(
      'doctype',
      'Expected a document without document type declaration; there is one, and it was not read.',
      text.slice(0, doctype).split('\n').length,
    );
  refuseTooMany(text, /<[^/!?]/g, 'elements');
  refuseTooMany(text, /=/g, 'attributes');
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromBuffer(utf8, { encoding: 'UTF-8', option: options });
    return use(document, text);
  } catch (error) {
    throw refusalOf(error);
  } finally {
    document?.dispose();
  }
}

/** Counts before the tree is built: what the markup could hold at most, since text may hold it too. */
function refuseTooMany(text: string, markup: RegExp, what: string): void {
  let count = 0;
  while (markup.test(text)) count += 1;
  if (count > maxNodes)
    throw new XmlRefusal(
      'too-large',
      `Expected at most ${maxNodes} ${what} in a document; there may be ${count}.`,
    );
}

/** What libxml2 said about the document. Anything else is a mistake of ours and no verdict. */
function refusalOf(error: unknown): unknown {
  // A string, an array or WebAssembly's memory at its end.
  if (error instanceof Error && ['RangeError', 'RuntimeError'].includes(error.name))
    return new XmlRefusal('too-large', `Expected a document that fits; ${quote(error.message)}.`);
  if (!(error instanceof XmlLibError)) return error;
  const [first] = error.details;
  const said = (first?.message ?? error.message).replace(/\s+/g, ' ').trim();
  if (said.startsWith('Excessive depth'))
    return new XmlRefusal(
      'too-deep',
      'Expected elements nested at most 256 deep; they are nested deeper.',
      first?.line,
    );
  if (/limit exceeded|too long|out of memory/i.test(said))
    return new XmlRefusal('too-large', `Expected a document of ordinary size; ${quote(said)}.`);
  return new XmlRefusal(
    'not-well-formed',
    `Expected well-formed XML; the parser says ${quote(said)}.`,
    first?.line,
  );
}

function quote(said: string): string {
  return `"${said.length > 200 ? `${said.slice(0, 200)}...` : said}"`;
}
