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

/** Between the first start tag and the last end tag; other elements called DATA lie within. */
function dataIn(text: Uint8Array): Uint8Array | undefined {
  const buffer = Buffer.from(text);
  for (const encoding of ['utf8', 'utf16le'] as const) {
    const info = buffer.indexOf(Buffer.from('<LICENSORINFO', encoding));
    const start = buffer.indexOf(Buffer.from('<DATA>', encoding), Math.max(0, info));
    const closing = Buffer.from('</DATA>', encoding);
    const signature = buffer.lastIndexOf(Buffer.from('<SIGNATURE', encoding));
    const end = buffer.lastIndexOf(closing, signature < 0 ? undefined : signature);
    if (info >= 0 && start >= 0 && end > start)
      return new Uint8Array(buffer.subarray(start, end + closing.length));
  }
  return undefined;
}
