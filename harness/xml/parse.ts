import { convert } from './convert.ts';
import type { XmlElement } from './element.ts';
import { withDocument } from './with-document.ts';

/**
 * Parses a whole document (XML 1.0, Namespaces in XML 1.0) into a tree of its own; libxml2's document
 * is freed before this returns. The bounds are those of `withDocument`.
 *
 * @param bytes - the document as it came, in the encodings of `decodeXml`
 * @param charset - the charset parameter of the media type, which outranks the encoding declaration
 * @throws XmlRefusal, and nothing else, for whatever the bytes are
 */
export function parseXml(bytes: Uint8Array, charset?: string): XmlElement {
  return withDocument(bytes, charset, (document, text) => convert(document.root, text));
}
