import { child, type XmlElement } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { XmlRefusal } from '../../harness/xml/refusal.ts';
import { decodeMessageBase64 } from '../../harness/wmdrm/message-base64.ts';

/** A version 7 or 11 request, as far as this server looks at it; texts as they stand, unescaped. */
export interface ReadRequest {
  /** 11 where it has a MACHINECERTIFICATE (MS-DRM 2.2.4.1.1). */
  readonly version: 7 | 11;
  readonly v1Challenge: string;
  readonly clientId: string;
  readonly machineCertificate: string | undefined;
  /** REVOCATIONINFO, or REVINFO of version 11 (MS-DRM 2.2.4.1.2). */
  readonly revocationInfo: string | undefined;
  readonly clientVersion: string | undefined;
  readonly securityVersion: string | undefined;
  readonly appSecurity: string | undefined;
  readonly subjectId1: string | undefined;
  readonly subjectId2: string | undefined;
  readonly drmkVersion: string | undefined;
  /** The content header: its element as it stands, and what of it is looked at. */
  readonly header: string | undefined;
  readonly headerKeyId: string | undefined;
  readonly headerContentId: string | undefined;
}

/** Both names that the document has for the content header. */
const headerNames = ['WRMHEADER', 'WMRMHEADER'] as const;

/**
 * Reads a request in XML, or in base64 of it (MS-DRM 1.3.2). Where the document has two names or two
 * places for the same thing, both are read.
 *
 * @param challenge - the form's field
 * @returns undefined for whatever else
 */
export function readRequest(challenge: string): ReadRequest | undefined {
  const text = challenge.includes('<') ? challenge : decoded(challenge);
  const root = text === undefined ? undefined : parsed(text);
  if (text === undefined || root?.name !== 'LICENSEREQUEST') return undefined;
  const info = child(root, 'CLIENTINFO');
  const find = (...names: readonly string[]): XmlElement | undefined =>
    names
      .flatMap(name => [info && child(info, name), child(root, name)])
      .find(element => element !== undefined);
  const textOf = (...names: readonly string[]): string | undefined => find(...names)?.text.trim();
  const machineCertificate = textOf('MACHINECERTIFICATE', 'MACHINEINFO');
  const header = find(...headerNames);
  const data = header && child(header, 'DATA');
  return {
    version: machineCertificate === undefined ? 7 : 11,
    v1Challenge: textOf('V1CHALLENGE') ?? '',
    clientId: textOf('CLIENTID') ?? '',
    machineCertificate,
    revocationInfo: textOf('REVOCATIONINFO', 'REVINFO'),
    clientVersion: textOf('CLIENTVERSION'),
    securityVersion: textOf('SECURITYVERSION'),
    appSecurity: textOf('APPSECURITY', 'APPSEC'),
    subjectId1: textOf('SUBJECTID1'),
    subjectId2: textOf('SUBJECTID2'),
    drmkVersion: textOf('DRMKVERSION'),
    header: header && outerText(text, header.name),
    headerKeyId: data && child(data, 'KID')?.text.trim(),
    headerContentId: data && child(data, 'CID')?.text.trim(),
  };
}

function decoded(challenge: string): string | undefined {
  const bytes = decodeMessageBase64(challenge.replaceAll(' ', '+'));
  return bytes && Buffer.from(bytes).toString('utf8');
}

function parsed(text: string): XmlElement | undefined {
  try {
    return parseXml(Buffer.from(text), 'utf-8');
  } catch (error) {
    if (error instanceof XmlRefusal) return undefined;
    throw error;
  }
}

/** An element as it is written; a content header has no other of its name inside. */
function outerText(text: string, name: string): string | undefined {
  return new RegExp(String.raw`<${name}(?:\s[^>]*)?(?:/>|>[^]*?</${name}\s*>)`).exec(text)?.[0];
}
