import { descendants, type XmlElement } from '../../xml/element.ts';
import { given } from '../given.ts';
import { protocols, xmlenc } from '../namespaces.ts';
import { documentedChild, type MessageProblem } from './message-problem.ts';
import { readPayload } from './payload.ts';

/** An answer to ProcessDeleteLicenseData as it was written (PlayReady-facts 1.9). */
export interface DeleteLicenseResponse {
  readonly element?: XmlElement;
  readonly version?: string;
  /** SessionID, base64: the client compares it with the one it sent. */
  readonly sessionId?: string;
  /** Documented as unsigned. */
  readonly isSigned: boolean;
  /** Documented as unencrypted. */
  readonly isEncrypted: boolean;
  readonly problems: readonly MessageProblem[];
}

/**
 * Reads what the Body of an answer to ProcessDeleteLicenseData holds (PlayReady-facts 1.9). Nothing is
 * judged; `problems` names what is documented and missing. Never throws.
 *
 * @param body - the SOAP Body, or the element in it
 */
export function readDeleteLicenseResponse(body: XmlElement): DeleteLicenseResponse {
  const problems: MessageProblem[] = [];
  const { element, signature } = readPayload(
    body,
    { operation: 'ProcessDeleteLicenseData', payload: 'DeleteLicenseResponse' },
    problems,
  );
  const text = (name: string) =>
    element &&
    documentedChild(element, { name, namespace: protocols, required: true }, problems)?.text.trim();
  return {
    ...given({ element, version: text('Version'), sessionId: text('SessionID') }),
    isSigned: signature !== undefined,
    isEncrypted: descendants(body).some(
      ({ name, namespace }) => name === 'EncryptedData' && namespace === xmlenc,
    ),
    problems,
  };
}
