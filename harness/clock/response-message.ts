import { child, children, descendants, type XmlElement } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { decodeMessageBase64 } from '../wmdrm/message-base64.ts';

/** A secure-clock response that was recognised, whether or not it keeps its rules. */
export interface ResponseMessage {
  /** Whether it came in base64, as it has to, or as the document itself. */
  readonly encoded: boolean;
  readonly root: XmlElement;
  /** The element that is signed (MS-DRMCD 2.2.2.5.2). */
  readonly data: XmlElement;
}

/** Bytes that are looked at; the message holds two dates, a signature and some certificates. */
const longest = 1024 * 1024;

/** The children that DATA has, in their order (MS-DRMCD 2.2.2.5.2). */
export const dataFields = ['TID', 'GMTTIME', 'REFRESHDATE'] as const;

/**
 * Recognises a response: in base64 or not, a document with a DATA element that tells the time or when
 * to ask again. Names of elements outside of DATA are not public and don't count.
 *
 * @returns undefined for whatever else a body is
 */
export function readResponseMessage(body: Uint8Array): ResponseMessage | undefined {
  if (body.length === 0 || body.length > longest) return undefined;
  const plain = readDocument(body);
  if (plain !== undefined) return { encoded: false, ...plain };
  const decoded = decodeMessageBase64(Buffer.from(body).toString('latin1'));
  const inside = decoded && readDocument(decoded);
  return inside && { encoded: true, ...inside };
}

function readDocument(bytes: Uint8Array): Omit<ResponseMessage, 'encoded'> | undefined {
  try {
    const root = parseXml(bytes);
    const data = [root, ...descendants(root)].find(
      element =>
        element.name === 'DATA' &&
        (child(element, 'GMTTIME') ?? child(element, 'REFRESHDATE')) !== undefined,
    );
    return data && { root, data };
  } catch (error) {
    if (error instanceof XmlRefusal) return undefined;
    throw error;
  }
}

/** The text of a field of DATA, without white space around it; undefined where it is not there once. */
export function fieldOf({ data }: ResponseMessage, name: string): string | undefined {
  const [only, second] = children(data, name);
  return second === undefined ? only?.text.trim() : undefined;
}

/**
 * An element that goes with DATA: SIGNATURE, CERTIFICATECHAIN. Certificates may have signatures of
 * their own, which are none of the message's.
 */
export function besideData({ root }: ResponseMessage, name: string): XmlElement | undefined {
  const outsideOfChain = (element: XmlElement): readonly XmlElement[] => [
    element,
    ...(element.name === 'CERTIFICATECHAIN' ? [] : element.children.flatMap(outsideOfChain)),
  ];
  return outsideOfChain(root).find(element => element.name === name);
}

/** Whether an element holds anything: text of its own, or of one below it. */
export function isFilled(element: XmlElement): boolean {
  return [element, ...descendants(element)].some(({ text }) => text.trim() !== '');
}
