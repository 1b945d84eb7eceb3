import type { WireOutcome } from '../transport/wire.ts';
import type { XmlElement } from '../xml/element.ts';
import { parseXml } from '../xml/parse.ts';
import { XmlRefusal } from '../xml/refusal.ts';
import { readEnvelope, type Envelope } from './envelope.ts';
import { exceptionNames } from './exception-name.ts';
import { readFault, type Fault } from './fault.ts';
import { readMediaType, type MediaType } from './media-type.ts';
import type { SoapVersion } from './version.ts';

/** Characters of `Reply.text`: enough to read, little enough to attach. */
export const maxTextLength = 256 * 1024;

/**
 * What came back, read on demand: each property is computed once, when it is first asked for, and
 * none throws. Nothing here judges.
 */
export interface Reply {
  readonly asked: { readonly version: SoapVersion };
  readonly outcome: WireOutcome;
  /** The HTTP status, if as much as a status line came. */
  readonly status: number | undefined;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** A header's value by its name in any case; repeats are joined with ", ". */
  header(name: string): string | undefined;
  readonly bytes: Uint8Array;
  /** The body for people: decoded, whatever it is, and cut after `maxTextLength` characters. */
  readonly text: string;
  readonly mediaType: MediaType | undefined;
  /** The root element, or why there is none; without a response, a refusal that says so. */
  readonly document: XmlElement | XmlRefusal;
  readonly envelope: Envelope | undefined;
  /** Why there is no envelope, in one sentence; undefined when there is one. */
  readonly problem: string | undefined;
  readonly fault: Fault | undefined;
  /** The first element child of Body; of a fault, the Fault element. */
  readonly content: XmlElement | undefined;
  /** The first header block of this name. */
  headerBlock(name: string, namespace: string): XmlElement | undefined;
  /** Full names of the exceptions that the fault names, outermost first. */
  readonly exceptions: readonly string[];
}

/**
 * Wraps the outcome of sending a SOAP request.
 *
 * @param outcome - what the transport gave
 * @param asked - what was sent: the version of its envelope
 */
export function readReply(outcome: WireOutcome, asked: { version: SoapVersion }): Reply {
  const response = outcome.kind === 'response' ? outcome : undefined;
  const headers = response?.headers ?? [];
  const bytes = response?.body ?? new Uint8Array();
  const header = (name: string): string | undefined => {
    const values = headers.filter(([key]) => key === name.toLowerCase()).map(([, value]) => value);
    return values.length === 0 ? undefined : values.join(', ');
  };
  const mediaType = once(() => readMediaType(header('content-type') ?? ''));
  const text = once(() => decodeText(bytes, mediaType()?.charset));
  const document = once(() =>
    outcome.kind === 'failure'
      ? new XmlRefusal('empty', outcome.message)
      : tryParse(bytes, mediaType()?.charset),
  );
  const read = once(() => {
    const root = document();
    if (!(root instanceof XmlRefusal)) return readEnvelope(root);
    if (response === undefined) return { problem: root.message };
    const came = `HTTP ${response.status}, ${header('content-type') ?? 'no Content-Type'}`;
    return { problem: `${root.message.replace(/\.$/, '')} (${came}).` };
  });
  const envelope = once(() => {
    const result = read();
    return 'problem' in result ? undefined : result;
  });
  const fault = once(() => ifDefined(envelope(), readFault));
  const exceptions = once(() => ifDefined(fault(), exceptionNames) ?? []);
  return {
    asked,
    outcome,
    status: outcome.status,
    headers,
    header,
    bytes,
    headerBlock: (name, namespace) =>
      envelope()?.headers.find(block => block.name === name && block.namespace === namespace),
    get text() {
      return text();
    },
    get mediaType() {
      return mediaType();
    },
    get document() {
      return document();
    },
    get envelope() {
      return envelope();
    },
    get problem() {
      const result = read();
      return 'problem' in result ? result.problem : undefined;
    },
    get fault() {
      return fault();
    },
    get content() {
      return envelope()?.content;
    },
    get exceptions() {
      return exceptions();
    },
  };
}

function tryParse(bytes: Uint8Array, charset: string | undefined): XmlElement | XmlRefusal {
  try {
    return parseXml(bytes, charset);
  } catch (error) {
    if (error instanceof XmlRefusal) return error;
    throw error;
  }
}

/** Never fails: an unknown charset is read as UTF-8, invalid bytes as U+FFFD. */
function decodeText(bytes: Uint8Array, charset = 'utf-8'): string {
  const marked = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : charset;
  const label = bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : marked;
  const head = bytes.subarray(0, 4 * maxTextLength);
  const text = decodeAs(label, head) ?? new TextDecoder().decode(head);
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength)}\n[cut]` : text;
}

function decodeAs(label: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label).decode(bytes);
  } catch {
    return undefined;
  }
}

function ifDefined<From, To>(value: From | undefined, map: (value: From) => To): To | undefined {
  return value === undefined ? undefined : map(value);
}

/** A function that computes its value when first called, and keeps it. */
function once<Value>(compute: () => Value): () => Value {
  let kept: { value: Value } | undefined;
  return () => (kept ??= { value: compute() }).value;
}
