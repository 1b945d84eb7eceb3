/**
 * Why bytes are not a document that a verdict may rest on:
 *
 * - `empty`: no bytes, or nothing but white space;
 * - `encoding`: the bytes do not decode, or are in an encoding we do not read;
 * - `doctype`: there is a document type declaration; it is refused unread, so nothing is expanded;
 * - `not-well-formed`: XML 1.0 or Namespaces in XML is violated;
 * - `too-deep`, `too-large`: our own bounds, not a violation of XML;
 * - `no-element`, `not-canonical`: an element to be canonicalized is not there, or has no canonical
 *   form (Canonical XML 1.0 section 1.3: a relative namespace URI).
 */
export type XmlRefusalCode =
  | 'empty'
  | 'encoding'
  | 'doctype'
  | 'not-well-formed'
  | 'too-deep'
  | 'too-large'
  | 'no-element'
  | 'not-canonical';

/** Thrown by what opens a document; the message is one sentence: what was expected, what came. */
export class XmlRefusal extends Error {
  readonly code: XmlRefusalCode;
  /** 1-based line in the document, where it is known. */
  readonly line?: number;

  constructor(code: XmlRefusalCode, message: string, line?: number) {
    super(message);
    this.name = 'XmlRefusal';
    this.code = code;
    if (line !== undefined) this.line = line;
  }
}
