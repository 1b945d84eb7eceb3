import { readEnvelope, versionOfNamespace } from '../../harness/soap/envelope.ts';
import { envelopeNamespace, type SoapVersion } from '../../harness/soap/version.ts';
import { attribute, type XmlElement } from '../../harness/xml/element.ts';
import { Refused } from './refusal.ts';

/** A request's envelope, as a receiver needs it. */
export interface RequestEnvelope {
  readonly version: SoapVersion;
  readonly headers: readonly XmlElement[];
  /** The first element of the body. */
  readonly operation: XmlElement;
}

/**
 * Reads an envelope for a receiver (SOAP 1.1 section 4, SOAP 1.2 part 1 section 5).
 *
 * @throws Refused `versionMismatch` for an Envelope in another namespace, `notAnEnvelope` for any
 * other document or one without a body, `noOperation` for an empty body.
 */
export function readRequestEnvelope(root: XmlElement): RequestEnvelope {
  if (root.name === 'Envelope' && versionOfNamespace(root.namespace) === undefined)
    throw new Refused('versionMismatch', 'The envelope is in a namespace that is not supported.');
  const envelope = readEnvelope(root);
  if ('problem' in envelope)
    throw new Refused('notAnEnvelope', 'The document is no envelope with one body.');
  const { version, headers, content } = envelope;
  if (content === undefined) throw new Refused('noOperation', 'The body is empty.');
  return { version, headers, operation: content };
}

/** A header block's mustUnderstand attribute, in the envelope's own namespace. */
export function mustUnderstandOf(version: SoapVersion, block: XmlElement): string | undefined {
  return attribute(block, 'mustUnderstand', envelopeNamespace[version]);
}

/** Whom a header block is for: the actor of SOAP 1.1, the role of SOAP 1.2. */
export function roleOf(version: SoapVersion, block: XmlElement): string | undefined {
  return attribute(block, version === 'soap11' ? 'actor' : 'role', envelopeNamespace[version]);
}
