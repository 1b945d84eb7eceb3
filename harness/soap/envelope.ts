import { children, type XmlElement } from '../xml/element.ts';
import { envelopeNamespace, soapVersions, type SoapVersion } from './version.ts';

/** A SOAP message, read but not judged. */
export interface Envelope {
  readonly version: SoapVersion;
  readonly root: XmlElement;
  /** The header blocks: element children of Header, in order; none when there is no Header. */
  readonly headers: readonly XmlElement[];
  /** The Body element. */
  readonly body: XmlElement;
  /** The first element child of Body. */
  readonly content?: XmlElement;
}

/** Why a document is no envelope, in one sentence. */
export interface EnvelopeProblem {
  readonly problem: string;
}

/** The version whose envelope has this namespace. */
export function versionOfNamespace(namespace: string): SoapVersion | undefined {
  return soapVersions.find(version => envelopeNamespace[version] === namespace);
}

/**
 * Reads a document as an envelope of SOAP 1.1 (section 4) or SOAP 1.2 (part 1, section 5), told apart
 * by the root's namespace. Whatever else stands in it is the schemas' business.
 */
export function readEnvelope(root: XmlElement): Envelope | EnvelopeProblem {
  if (root.name !== 'Envelope')
    return { problem: `Expected a SOAP Envelope; the root element is ${named(root)}.` };
  const version = versionOfNamespace(root.namespace);
  if (version === undefined)
    return {
      problem: `Expected an Envelope in the namespace of SOAP 1.1 or 1.2; it is in ${root.namespace === '' ? 'no namespace' : `"${root.namespace}"`}.`,
    };
  const bodies = children(root, 'Body', root.namespace);
  const [body] = bodies;
  if (body === undefined) return { problem: 'Expected a Body in the Envelope; there is none.' };
  if (bodies.length > 1)
    return { problem: `Expected one Body in the Envelope; there are ${bodies.length}.` };
  const headers = children(root, 'Header', root.namespace).flatMap(header => header.children);
  const [content] = body.children;
  return { version, root, headers, body, ...(content === undefined ? {} : { content }) };
}

function named({ name, namespace }: XmlElement): string {
  return `${name} in ${namespace === '' ? 'no namespace' : `"${namespace}"`}`;
}
