import type { XmlElement } from '../../xml/element.ts';
import { messages, protocols, xmldsig } from '../namespaces.ts';
import { addProblem, documentedChild, quoted, type MessageProblem } from './message-problem.ts';

/** What stands in the M:Response of an answer. */
export interface Payload {
  /** The payload element, e.g. LicenseResponse. */
  readonly element?: XmlElement;
  /** The Signature beside it. */
  readonly signature?: XmlElement;
}

/** The element below Body; of an element that is no Body, itself. */
export function contentOf(body: XmlElement): XmlElement | undefined {
  return body.name === 'Body' ? body.children[0] : body;
}

/**
 * Walks from Body down to an answer's payload (PlayReady-facts 1.2):
 * `{P}OpResponse / {P}OpResult / {M}Response / {P}payload`, with a Signature beside the payload or
 * none. What is missing on the way is a problem where it was looked for.
 *
 * @param body - the SOAP Body, or the element in it
 */
export function readPayload(
  body: XmlElement,
  { operation, payload }: { operation: string; payload: string },
  problems: MessageProblem[],
): Payload {
  const content = contentOf(body);
  const name = `${operation}Response`;
  if (content?.name !== name || content.namespace !== protocols) {
    const came = content === undefined ? 'nothing' : quoted(content.name);
    addProblem(
      problems,
      content ?? body,
      `Expected ${name} in "${protocols}" in the Body; there is ${came}.`,
    );
    if (content?.name !== name) return {};
  }
  const step = (parent: XmlElement | undefined, child: string, namespace: string) =>
    parent && documentedChild(parent, { name: child, namespace, required: true }, problems);
  const result = step(content, `${operation}Result`, protocols);
  const response = step(result, 'Response', messages);
  const element = step(response, payload, protocols);
  const signature =
    response &&
    documentedChild(response, { name: 'Signature', namespace: xmldsig, required: false }, problems);
  return {
    ...(element === undefined ? {} : { element }),
    ...(signature === undefined ? {} : { signature }),
  };
}
