import { attribute, child, children, type XmlElement } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { decodeBase64 } from '../base64.ts';
import { PlayReadyError } from './error.ts';

/** What a key message may ask for (PlayReady-facts 2.4, 2.5). */
export const keyMessageTypes = ['LicenseAcquisition', 'SecureStop'] as const;
export type KeyMessageType = (typeof keyMessageTypes)[number];

/** A message of a CDM, opened. */
export interface KeyMessage {
  /** Left out where the CDM gave the challenge as it is. */
  readonly type?: KeyMessageType;
  /** What is to be sent to the server, byte for byte. */
  readonly challenge: Uint8Array;
  /**
   * The headers to send it with, by name in lower case; none where the CDM gave the challenge as it
   * is.
   */
  readonly headers: Readonly<Record<string, string>>;
}

/** Headers of one message; more are none of a CDM's. */
const mostHeaders = 100;

const rootName = 'PlayReadyKeyMessage';

/** Some CDMs say `Content` (PlayReady-facts 2.4). */
const properNames: ReadonlyMap<string, string> = new Map([['content', 'content-type']]);

/**
 * Opens what EME's `message` event gives an application (PlayReady-facts 2.4, 2.5):
 * `PlayReadyKeyMessage` in UTF-16LE or UTF-8, or the SOAP request itself, as CDMs other than that of
 * Windows give it. Elements are found by their local names.
 *
 * @throws PlayReadyError when it is neither, or its challenge can't be decoded
 */
export function readKeyMessage(bytes: Uint8Array): KeyMessage {
  const root = parse(bytes);
  if (root.name === rootName) return open(root);
  if (root.name === 'Envelope') return { challenge: bytes, headers: {} };
  throw new PlayReadyError(
    `Expected a ${rootName} or a SOAP Envelope; the root element is "${root.name.slice(0, 60)}".`,
  );
}

/** Whether bytes hold a wrapped message, by its name, in UTF-8 or UTF-16LE. */
export function isKeyMessage(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024));
  return [Buffer.from(`<${rootName}`), Buffer.from(`<${rootName}`, 'utf16le')].some(name =>
    start.includes(name),
  );
}

function parse(bytes: Uint8Array): XmlElement {
  try {
    return parseXml(bytes);
  } catch (error) {
    if (!(error instanceof XmlRefusal)) throw error;
    throw new PlayReadyError(`Expected a message of a CDM in XML. ${error.message}`);
  }
}

function open(root: XmlElement): KeyMessage {
  const type = typeOf(root);
  const content = child(root, type);
  const challenge = content && child(content, 'Challenge');
  if (content === undefined || challenge === undefined)
    throw new PlayReadyError(
      `Expected ${type}/Challenge in the ${rootName}; there is none: a message of another kind can't be opened.`,
    );
  const encoding = attribute(challenge, 'encoding') ?? 'base64encoded';
  if (encoding !== 'base64encoded')
    throw new PlayReadyError(
      `Expected a Challenge that is base64encoded; it says "${encoding.slice(0, 60)}".`,
    );
  const decoded = decodeBase64(challenge.text);
  if (decoded === undefined || decoded.length === 0)
    throw new PlayReadyError('Expected base64 in the Challenge; what is there does not decode.');
  return { type, challenge: decoded, headers: headersOf(content) };
}

function typeOf(root: XmlElement): KeyMessageType {
  const named = attribute(root, 'type');
  const type = keyMessageTypes.find(each =>
    named === undefined ? child(root, each) !== undefined : each === named,
  );
  if (type !== undefined) return type;
  throw new PlayReadyError(
    `Expected a ${rootName} of the type ${keyMessageTypes.join(' or ')}; its type is "${(named ?? '').slice(0, 60)}".`,
  );
}

/** Made without a prototype: the names are the message's. */
function headersOf(content: XmlElement): Readonly<Record<string, string>> {
  const headers = Object.create(null) as Record<string, string>;
  const list = child(content, 'HttpHeaders');
  for (const header of list === undefined
    ? []
    : children(list, 'HttpHeader').slice(0, mostHeaders)) {
    const name = (child(header, 'name')?.text ?? '').trim().toLowerCase();
    const value = (child(header, 'value')?.text ?? '').trim();
    if (/^[a-z0-9-]+$/.test(name)) headers[properNames.get(name) ?? name] ??= value;
  }
  return headers;
}
