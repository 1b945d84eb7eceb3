import { XmlRefusal } from './refusal.ts';

/** A document's text and the bytes for libxml2: UTF-8, without byte order mark. */
export interface DecodedXml {
  text: string;
  utf8: Uint8Array;
}

const declaration = /^<\?xml\s[^<>?]*?\bencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/;

/** What we read, by lower-case name. XML 1.0 section 2.2 demands the UTFs; ISO-8859-1 is common. */
const decoders: Readonly<Record<string, string>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  ascii: 'utf-8',
  'utf-16': 'utf-16le',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  'iso-8859-1': 'latin1',
  latin1: 'latin1',
};

/**
 * Decodes a document as RFC 7303 section 3 orders it: a byte order mark decides, then the charset of
 * the media type, then the encoding declaration, then UTF-8. Decoding here, and giving libxml2 only
 * UTF-8, means that the search for a document type declaration and the parser see the same text.
 *
 * @param bytes - the document as it came
 * @param charset - the media type's charset parameter, any case
 * @throws XmlRefusal `encoding`
 */
export function decodeXml(bytes: Uint8Array, charset?: string): DecodedXml {
  const { name, start } = encodingOf(bytes, charset);
  const decoder = Object.hasOwn(decoders, name) ? decoders[name] : undefined;
  if (decoder === undefined)
    throw new XmlRefusal(
      'encoding',
      `Expected a document in UTF-8 or UTF-16 (ISO-8859-1 is read as well); it is said to be in "${name.slice(0, 40)}".`,
      1,
    );
  const content = bytes.subarray(start);
  const text = decode(content, decoder, name);
  return { text, utf8: decoder === 'utf-8' ? content : Buffer.from(text, 'utf8') };
}

function decode(content: Uint8Array, decoder: string, name: string): string {
  // TextDecoder would read the label "latin1" as windows-1252.
  if (decoder === 'latin1') return Buffer.from(content).toString('latin1');
  try {
    return new TextDecoder(decoder, { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    throw new XmlRefusal('encoding', `Expected text in ${name}; the bytes are not valid in it.`);
  }
}

function encodingOf(bytes: Uint8Array, charset?: string): { name: string; start: number } {
  const [a, b, c, d] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return { name: 'utf-8', start: 3 };
  // UTF-32's little-endian mark begins like UTF-16's.
  if (a === 0xff && b === 0xfe && c === 0 && d === 0) return { name: 'utf-32', start: 4 };
  if (a === 0xff && b === 0xfe) return { name: 'utf-16le', start: 2 };
  if (a === 0xfe && b === 0xff) return { name: 'utf-16be', start: 2 };
  // Without a mark, UTF-16 shows by the zero beside the first "<" (XML 1.0 appendix F).
  if (a === 0x3c && b === 0 && c !== 0) return { name: 'utf-16le', start: 0 };
  if (a === 0 && b === 0x3c && c === 0) return { name: 'utf-16be', start: 0 };
  const head = Buffer.from(bytes.subarray(0, 256)).toString('latin1');
  const name = (charset ?? declaration.exec(head)?.[1] ?? 'utf-8').toLowerCase();
  if (name.startsWith('utf-16'))
    throw new XmlRefusal('encoding', `Expected text in ${name}, as it says; the bytes are not.`, 1);
  return { name, start: 0 };
}
