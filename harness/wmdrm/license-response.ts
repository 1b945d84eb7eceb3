import { attribute, children, type XmlElement } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { decodeMessageBase64 } from './message-base64.ts';

/** The values of LICENSE's version attribute that are known (MS-DRM 2.2.3.2.4.2; WMRM SDK). */
export const licenseVersions = { version7: '2.0.0.0', version1: '0.1.0.0' } as const;

/** A LICENSE or REVOCATION of a response. */
export interface ResponseNode {
  readonly element: XmlElement;
  /** Its content decoded; undefined where it is no base64. */
  readonly bytes: Uint8Array | undefined;
}

/** A response to a version 7 request, whether or not it keeps its rules. */
export interface LicenseResponse {
  /** Whether it came as base64 of the document. */
  readonly encoded: boolean;
  /** The document. */
  readonly document: Uint8Array;
  readonly root: XmlElement;
  readonly licenses: readonly (ResponseNode & { readonly version: string | undefined })[];
  readonly revocations: readonly (ResponseNode & { readonly type: string | undefined })[];
}

/** A byte order mark, byte by byte: some stacks begin whatever they write with one. */
const mark = /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/;

/** Bytes that are looked at: licenses are some kilobytes, revocation lists some more. */
const longest = 8 * 1024 * 1024;

/**
 * Recognises a LICENSERESPONSE (MS-DRM 2.2.3.2.4), as a document or as the base64 of one: 1.3.2 has the
 * response encoded, 3.2.5.2 has not.
 *
 * @param charset - of the media type, where it names one
 * @returns undefined for whatever else the bytes are
 */
export function readLicenseResponse(
  body: Uint8Array,
  charset?: string,
): LicenseResponse | undefined {
  if (body.length === 0 || body.length > longest) return undefined;
  // A charset that nobody knows says nothing.
  const plain = readDocument(body, charset) ?? readDocument(body);
  if (plain !== undefined) return { encoded: false, document: body, ...plain };
  const decoded = decodeMessageBase64(Buffer.from(body).toString('latin1').replace(mark, ''));
  const inside = decoded && readDocument(decoded);
  return inside && { encoded: true, document: decoded, ...inside };
}

/** The same for a text, as a script has it: what encoding it was in once, it may still say, and is wrong by now. */
export function readLicenseResponseText(text: string): LicenseResponse | undefined {
  return readLicenseResponse(Buffer.from(text), 'utf-8');
}

function readDocument(
  bytes: Uint8Array,
  charset?: string,
): Pick<LicenseResponse, 'root' | 'licenses' | 'revocations'> | undefined {
  try {
    const root = parseXml(bytes, charset);
    if (root.name !== 'LICENSERESPONSE') return undefined;
    return {
      root,
      licenses: children(root, 'LICENSE').map(element => ({
        ...readNode(element),
        version: attribute(element, 'version'),
      })),
      revocations: children(root, 'REVOCATION').map(element => ({
        ...readNode(element),
        type: attribute(element, 'type'),
      })),
    };
  } catch (error) {
    if (error instanceof XmlRefusal) return undefined;
    throw error;
  }
}

function readNode(element: XmlElement): ResponseNode {
  return { element, bytes: decodeMessageBase64(element.text) };
}
