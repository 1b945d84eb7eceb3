import { attribute, children, type XmlElement } from '../../xml/element.ts';
import { given } from '../given.ts';
import { protocols } from '../namespaces.ts';
import { documentedChild, type MessageProblem } from './message-problem.ts';
import { readPayload } from './payload.ts';

/** An answer to AcquireLicense as it was written (PlayReady-facts 1.4); texts are trimmed. */
export interface LicenseResponse {
  /** The LicenseResponse element. */
  readonly element?: XmlElement;
  readonly id?: string;
  readonly version?: string;
  /** The base64 texts of Licenses/License, in order; none is legal (R6). */
  readonly licenses: readonly string[];
  readonly revocations: readonly Revocation[];
  /** Acknowledgement/TransactionID: the client has to acknowledge (R5). */
  readonly transactionId?: string;
  /** LicenseNonce, base64. */
  readonly nonce?: string;
  /** ResponseID, base64. */
  readonly responseId?: string;
  /** SigningCertificateChain, base64. */
  readonly signingCertificateChain?: string;
  /** CustomData, which may stand anywhere in an answer: its place is not public. */
  readonly customData?: string;
  readonly signature?: XmlElement;
  readonly isSigned: boolean;
  /** Children of LicenseResponse that no public source knows; they are legal (R9). */
  readonly unknown: readonly XmlElement[];
  readonly problems: readonly MessageProblem[];
}

/** A revocation list in an answer: which, and its data in base64. */
export interface Revocation {
  readonly listId?: string;
  readonly listData?: string;
}

/** The documented children of LicenseResponse, in the order of the published samples. */
export const licenseResponseParts = [
  'Version',
  'Licenses',
  'RevInfo',
  'Acknowledgement',
  'LicenseNonce',
  'ResponseID',
  'SigningCertificateChain',
] as const;

/**
 * Reads what the Body of an answer to AcquireLicense holds (PlayReady-facts 1.4). Nothing is judged:
 * `problems` names what is documented and missing, and stays empty for every documented optional part
 * that is not there. Never throws.
 *
 * @param body - the SOAP Body, or the element in it
 */
export function readLicenseResponse(body: XmlElement): LicenseResponse {
  const problems: MessageProblem[] = [];
  const { element, signature } = readPayload(
    body,
    { operation: 'AcquireLicense', payload: 'LicenseResponse' },
    problems,
  );
  const part = (parent: XmlElement | undefined, name: string, required = false) =>
    parent && documentedChild(parent, { name, namespace: protocols, required }, problems);
  const text = (parent: XmlElement | undefined, name: string, required = false) =>
    part(parent, name, required)?.text.trim();
  const revInfo = part(element, 'RevInfo');
  const licenses = part(element, 'Licenses');
  const known: readonly string[] = licenseResponseParts;
  return {
    ...given({
      element,
      id: element && attribute(element, 'Id'),
      version: text(element, 'Version', true),
      transactionId: text(part(element, 'Acknowledgement'), 'TransactionID', true),
      nonce: text(element, 'LicenseNonce'),
      responseId: text(element, 'ResponseID'),
      signingCertificateChain: text(element, 'SigningCertificateChain'),
      customData: firstNamed(body, 'CustomData')?.text,
      signature,
    }),
    licenses: licenses
      ? children(licenses, 'License', protocols).map(({ text }) => text.trim())
      : [],
    revocations: revInfo
      ? children(revInfo, 'Revocation', protocols).map(revocation =>
          given({
            listId: text(revocation, 'ListID', true),
            listData: text(revocation, 'ListData', true),
          }),
        )
      : [],
    isSigned: signature !== undefined,
    unknown:
      element?.children.filter(
        ({ name, namespace }) => namespace !== protocols || !known.includes(name),
      ) ?? [],
    problems,
  };
}

/** The first element of this name below an element, in document order. */
function firstNamed(element: XmlElement, name: string): XmlElement | undefined {
  for (const next of element.children) {
    const found = next.name === name ? next : firstNamed(next, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
