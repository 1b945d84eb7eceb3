import type { ElementName } from '../../xml/canonical.ts';
import { child, children, type XmlElement } from '../../xml/element.ts';
import { parseXml } from '../../xml/parse.ts';
import { XmlRefusal } from '../../xml/refusal.ts';
import { decodeBase64 } from '../../base64.ts';
import { PlayReadyError } from '../error.ts';
import { given } from '../given.ts';
import { kidsOf, type PlayReadyHeader } from '../header/header.ts';
import { headerOfElement } from '../header/read-header.ts';
import { header as headerNamespace, protocols, xmldsig } from '../namespaces.ts';

/** A request as a client wrote it, as far as its structure is public (PlayReady-facts 1.2, 1.3, 1.9). */
export interface Challenge {
  /** The element below Body, e.g. `AcquireLicense`. */
  readonly operation: string;
  /** What is signed and sent: LA, DeleteLicenseData; of other operations whatever stands there. */
  readonly payload: ElementName;
  readonly element: XmlElement;
  readonly version?: string;
  /** The WRMHEADER of an LA, when it can be read. */
  readonly header?: PlayReadyHeader;
  /** The KIDs of the header, or of a DeleteLicenseData, 16 bytes each in header form. */
  readonly kids: readonly Uint8Array[];
  /** LicenseNonce as it stands, base64. */
  readonly nonce?: string;
  readonly customData?: string;
  readonly clientVersion?: string;
  /** ClientTime, in seconds since 1970. */
  readonly clientTime?: number;
  /** SessionID of a DeleteLicenseData as it stands, base64. */
  readonly sessionId?: string;
  readonly isSigned: boolean;
  /** The PublicKey in the Signature's KeyInfo, X then Y, 64 bytes. */
  readonly publicKey?: Uint8Array;
}

/**
 * Reads a message of a client: `{P}Op / {P}challenge / Challenge / payload`, with a Signature beside
 * the payload or none (PlayReady-facts 1.2). Challenge may be in either namespace, since Microsoft's
 * GetMeteringCertificate sample has it in that of the protocols; AcquirePackagingData has none, and its
 * payload is `challenge`. What stands in a payload is optional here.
 *
 * @param bytes - the request's body: UTF-8, or another encoding that keeps ASCII
 * @throws PlayReadyError for what is no such message, and for UTF-16, where no defect can be put in
 */
export function readChallenge(bytes: Uint8Array): Challenge {
  const root = parsed(bytes);
  const body = root.name === 'Envelope' ? child(root, 'Body', root.namespace) : undefined;
  const operation = body?.children[0];
  const outer = operation?.children.find(({ name }) => name === 'challenge');
  if (operation?.namespace !== protocols || outer === undefined)
    throw new PlayReadyError(
      `Expected a SOAP message with an operation of "${protocols}" and a challenge in it; the root element is <${root.name.slice(0, 60)}>, the Body holds ${operation === undefined ? 'nothing' : `<${operation.name.slice(0, 60)}>`}.`,
    );
  const inner = child(outer, 'Challenge');
  const element = inner === undefined ? outer : inner.children[0];
  if (element === undefined)
    throw new PlayReadyError('Expected a payload in Challenge; it is empty.');
  const signature = inner && child(inner, 'Signature', xmldsig);
  const text = (name: string) => child(element, name, protocols)?.text.trim();
  const header = readableHeader(element);
  return {
    operation: operation.name,
    payload: { name: element.name, namespace: element.namespace },
    element,
    ...given({
      version: text('Version'),
      header,
      nonce: text('LicenseNonce'),
      customData: child(element, 'CustomData', protocols)?.text,
      clientVersion: clientVersion(element),
      clientTime: seconds(text('ClientTime')),
      sessionId: text('SessionID'),
      publicKey: signature && publicKeyOf(signature),
    }),
    kids: header === undefined ? deletedKids(element) : kidsOf(header),
    isSigned: signature !== undefined,
  };
}

function parsed(bytes: Uint8Array): XmlElement {
  const isWide = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0 || bytes[1] === 0;
  if (isWide)
    throw new PlayReadyError(
      'Expected a message in UTF-8; it is in UTF-16. Record what is posted, not what the CDM gave.',
    );
  try {
    return parseXml(bytes);
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    throw new PlayReadyError(`Expected a message of a client. ${error.message}`);
  }
}

function readableHeader(element: XmlElement): PlayReadyHeader | undefined {
  const content = child(element, 'ContentHeader', protocols);
  const header = content && child(content, 'WRMHEADER', headerNamespace);
  if (header === undefined) return undefined;
  try {
    return headerOfElement(header);
  } catch (error) {
    if (error instanceof PlayReadyError) return undefined;
    throw error;
  }
}

function deletedKids(element: XmlElement): readonly Uint8Array[] {
  const kids = child(element, 'KIDS', protocols);
  const all = kids === undefined ? [] : children(kids, 'KID', protocols);
  return all.flatMap(({ text }) => {
    const kid = decodeBase64(text);
    return kid?.length === 16 ? [kid] : [];
  });
}

function clientVersion(element: XmlElement): string | undefined {
  const info = child(element, 'CLIENTINFO', protocols);
  return info && child(info, 'CLIENTVERSION', protocols)?.text.trim();
}

function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function publicKeyOf(signature: XmlElement): Uint8Array | undefined {
  const key = ['KeyInfo', 'KeyValue', 'ECCKeyValue', 'PublicKey'].reduce<XmlElement | undefined>(
    (parent, name) => parent && child(parent, name, xmldsig),
    signature,
  );
  const bytes = key && decodeBase64(key.text);
  return bytes?.length === 64 ? bytes : undefined;
}
