import { descendants, type XmlElement } from '../../xml/element.ts';
import { protocols } from '../namespaces.ts';
import { addProblem, quoted, type MessageProblem } from './message-problem.ts';
import { contentOf } from './payload.ts';

/**
 * An answer to AcquirePackagingData as far as it is public (PlayReady-facts 1.10): texts, trimmed, in
 * document order, wherever they stand and whatever namespace they are in.
 */
export interface PackagingResponse {
  readonly element?: XmlElement;
  /** KeyId: GUIDs. */
  readonly keyIds: readonly string[];
  /** KeyData: content keys in base64. Secret: no message and no report may hold one. */
  readonly keyData: readonly string[];
  /** Data: PlayReady Objects in base64. */
  readonly data: readonly string[];
  readonly problems: readonly MessageProblem[];
}

/**
 * Collects the parts of an answer to AcquirePackagingData by their names. That it begins with
 * AcquirePackagingDataResponse is all that is documented, and all that can be a problem. Never throws.
 *
 * @param body - the SOAP Body, or the element in it
 */
export function readPackagingResponse(body: XmlElement): PackagingResponse {
  const problems: MessageProblem[] = [];
  const element = contentOf(body);
  if (element?.name !== 'AcquirePackagingDataResponse' || element.namespace !== protocols)
    addProblem(
      problems,
      element ?? body,
      `Expected AcquirePackagingDataResponse in "${protocols}" in the Body; there is ${element === undefined ? 'nothing' : quoted(element.name)}.`,
    );
  const all = element === undefined ? [] : descendants(element);
  const texts = (name: string) =>
    all.filter(candidate => candidate.name === name).map(({ text }) => text.trim());
  return {
    ...(element === undefined ? {} : { element }),
    keyIds: texts('KeyId'),
    keyData: texts('KeyData'),
    data: texts('Data'),
    problems,
  };
}
