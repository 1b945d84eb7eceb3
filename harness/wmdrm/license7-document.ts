import { child, children, descendants, type XmlElement } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { WmdrmError } from './error.ts';
import { decodeMessageBase64 } from './message-base64.ts';

/** The document inside of a version 7 license (MS-DRM 2.2.3.2.4.2). */
export interface License7Document {
  readonly root: XmlElement;
  /** LICENSORINFO/DATA. */
  readonly data: XmlElement | undefined;
  /** From `<DATA>` to `</DATA>`, tags included, as they stand: what is signed (2.2.3.2.40). */
  readonly signedText: Uint8Array | undefined;
  /** SIGNATURE/VALUE, decoded. */
  readonly signature: Uint8Array | undefined;
  readonly certificates: readonly XmlElement[];
  /** ENABLINGBITS/VALUE, decoded: the content key for the machine (2.2.3.2.44). */
  readonly encryptedKey: Uint8Array | undefined;
}

/** Reads the document of a license. @throws WmdrmError for what is no well-formed XML */
export function readLicense7Document(text: Uint8Array): License7Document {
  const root = parse(text);
  const info = child(root, 'LICENSORINFO');
  const data = info && child(info, 'DATA');
  const chain = info && child(info, 'CERTIFICATECHAIN');
  const enabling = data && descendants(data).find(({ name }) => name === 'ENABLINGBITS');
  return {
    root,
    data,
    signedText: dataIn(text),
    signature: info && valueOf(child(info, 'SIGNATURE')),
    certificates: chain === undefined ? [] : children(chain, 'CERTIFICATE'),
    encryptedKey: valueOf(enabling),
  };
}

function parse(text: Uint8Array): XmlElement {
  try {
    return parseXml(text);
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    throw new WmdrmError(`Expected a license in XML; ${error.message}`);
  }
}

function valueOf(element: XmlElement | undefined): Uint8Array | undefined {
  const value = element && child(element, 'VALUE');
  return value && decodeMessageBase64(value.text);
}

/** What stands in angle brackets, in a document that is well-formed; `/` and a name where it is a tag. */
const markup =
  /<!--[^]*?-->|<!\[CDATA\[[^]*?\]\]>|<\?[^]*?\?>|<(\/?)([^\s/>]+)(?:[^>"']|"[^"]*"|'[^']*')*>/g;

/** LICENSORINFO's own DATA: others of its name lie within, and in certificates. */
function dataIn(bytes: Uint8Array): Uint8Array | undefined {
  // Only UTF-16 has zero bytes; one character of the text is one byte, or two.
  const [encoding, width] = bytes.includes(0)
    ? (['utf16le', 2] as const)
    : (['latin1', 1] as const);
  const text = Buffer.from(bytes).toString(encoding);
  const open: string[] = [];
  let start: number | undefined;
  for (const { 0: tag, 1: slash, 2: name = '', index } of text.matchAll(markup)) {
    if (slash === '/') {
      open.pop();
      if (start !== undefined && open.length === 2)
        return new Uint8Array(bytes.subarray(start * width, (index + tag.length) * width));
    } else if (name !== '' && !tag.endsWith('/>')) {
      if (open.length === 2 && open[1] === 'LICENSORINFO' && name === 'DATA') start ??= index;
      open.push(name);
    }
  }
  return undefined;
}
