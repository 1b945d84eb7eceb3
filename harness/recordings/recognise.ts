import { isKeyMessage, readKeyMessage, type KeyMessage } from '../playready/key-message.ts';
import { PlayReadyError } from '../playready/error.ts';
import { readEnvelope } from '../soap/envelope.ts';
import { readMediaType } from '../soap/media-type.ts';
import type { XmlElement } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { headerOf, type Captured, type CapturedBody } from './captured.ts';
import { isOurs, operationOf, operationOfAction, type RecordedOperation } from './operations.ts';
import type { Header } from './recording.ts';
import { recogniseWmdrm } from './recognise-wmdrm.ts';

/** What an exchange was found to be. */
export interface Recognised extends RecordedOperation {
  readonly kind: 'recognised';
  /** What the server is to be sent: the request's headers and body, unwrapped. */
  readonly headers: readonly Header[];
  readonly body: CapturedBody;
  readonly unwrapped?: NonNullable<KeyMessage['type']>;
}

/** Why an exchange is not recorded. */
export interface PassedOver {
  readonly kind: 'passed over';
  readonly why: string;
}

/** What is none of our protocols' is passed over with this reason, and is nothing to look into. */
export const otherTraffic = 'other traffic';

const nothing: CapturedBody = { bytes: new Uint8Array(), exact: true };

/**
 * Finds out what an exchange is, by its SOAPAction, by the element in its body (PlayReady-facts 1.1,
 * 1.2), by the form of a WMDRM request (MS-DRM 2.2.3.1.2), or by the message of a CDM around it
 * (PlayReady-facts 2.4).
 */
export function recognise(captured: Captured): Recognised | PassedOver {
  const wmdrm = recogniseWmdrm(captured);
  if (wmdrm !== undefined)
    return { kind: 'recognised', headers: captured.headers, body: nothing, ...wmdrm };
  if (captured.method !== 'POST') return passOver(otherTraffic);
  const { headers, body } = captured;
  if (body !== undefined && isKeyMessage(body.bytes)) return recogniseWrapped(body, headers);
  return recogniseSoap(headers, body);
}

function passOver(why: string): PassedOver {
  return { kind: 'passed over', why };
}

function recogniseWrapped(
  { bytes }: CapturedBody,
  outer: readonly Header[],
): Recognised | PassedOver {
  let message: KeyMessage;
  try {
    message = readKeyMessage(bytes);
  } catch (error) {
    if (!(error instanceof PlayReadyError)) throw error;
    return passOver('a PlayReadyKeyMessage that can not be opened, or was changed by the tool');
  }
  const { type, challenge, headers } = message;
  const own = Object.entries(headers);
  // What the page's own server was told about the wrapped message says nothing of the challenge.
  const others = outer.filter(
    ([name]) =>
      !['content-type', 'soapaction'].includes(name) && !own.some(([its]) => its === name),
  );
  const found = recogniseSoap([...others, ...own], { bytes: challenge, exact: true });
  return found.kind === 'recognised' && type !== undefined ? { ...found, unwrapped: type } : found;
}

function recogniseSoap(
  headers: readonly Header[],
  body: CapturedBody | undefined,
): Recognised | PassedOver {
  const action = actionOf(headers);
  const byAction = operationOfAction(action);
  if (body === undefined || body.bytes.length === 0)
    return passOver(
      byAction === undefined
        ? otherTraffic
        : 'a request whose body the file does not have, or not in a bearable size',
    );
  if (byAction === undefined && !mayBeOurs(body.bytes)) return passOver(otherTraffic);
  const element = requestElement(body.bytes, headerOf(headers, 'content-type') ?? '');
  const byElement = element && operationOf(element.namespace, element.name);
  // A body that is other than its action says is what the server is to read.
  const operation = element === undefined ? byAction : byElement;
  if (operation !== undefined) return { kind: 'recognised', ...operation, headers, body };
  return passOver(
    element !== undefined && !isOurs(element.namespace)
      ? otherTraffic
      : 'a message of PlayReady or RMS, of an operation that is not known',
  );
}

/** The action of SOAP 1.1, or that of SOAP 1.2. */
function actionOf(headers: readonly Header[]): string {
  const mediaType = readMediaType(headerOf(headers, 'content-type') ?? '');
  return headerOf(headers, 'soapaction') ?? mediaType?.action ?? '';
}

/** Cheap, before anything is parsed: both namespaces begin so, in UTF-8 or UTF-16. */
function mayBeOurs(bytes: Uint8Array): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wide = Buffer.from('microsoft.com/DRM/', 'utf16le');
  return [Buffer.from('microsoft.com/DRM/'), wide, Buffer.from(wide).swap16()].some(name =>
    buffer.includes(name),
  );
}

/** The element that a SOAP message carries; undefined when it is none. */
function requestElement(bytes: Uint8Array, mediaType: string): XmlElement | undefined {
  try {
    const envelope = readEnvelope(parseXml(bytes, readMediaType(mediaType)?.charset));
    return 'problem' in envelope ? undefined : envelope.content;
  } catch (error) {
    if (error instanceof XmlRefusal) return undefined;
    throw error;
  }
}
