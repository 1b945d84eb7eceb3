import { descendants, type XmlElement } from '../../xml/element.ts';
import { protocols } from '../namespaces.ts';
import { addProblem, type MessageProblem } from './message-problem.ts';
import { contentOf } from './payload.ts';

/** An answer to GetMeteringCertificate as far as it is public (PlayReady-facts 1.6). */
export interface MeteringCertificateResponse {
  /** The MeterCert element that holds the certificates. */
  readonly element?: XmlElement;
  /** Its text: a certificate chain in base64. */
  readonly certificate?: string;
  readonly problems: readonly MessageProblem[];
}

/**
 * Finds MeterCert in the Body of an answer to GetMeteringCertificate. The elements above it are not
 * public, so it is looked for everywhere, as Microsoft's own client does, and the first with a text
 * counts. Never throws.
 *
 * @param body - the SOAP Body, or the element in it
 */
export function readMeteringCertificateResponse(body: XmlElement): MeteringCertificateResponse {
  const problems: MessageProblem[] = [];
  const content = contentOf(body);
  const all = content === undefined ? [] : [content, ...descendants(content)];
  const named = all.filter(({ name }) => name === 'MeterCert');
  const right = named.filter(({ namespace }) => namespace === protocols);
  const candidates = right.length > 0 ? right : named;
  const element = candidates.find(({ text }) => text.trim() !== '') ?? candidates[0];
  if (element === undefined) {
    addProblem(problems, content ?? body, 'Expected MeterCert in the answer; there is none.');
    return { problems };
  }
  if (right.length === 0)
    addProblem(
      problems,
      element,
      `Expected MeterCert in "${protocols}"; it is in another namespace.`,
    );
  const certificate = element.text.trim();
  if (certificate === '')
    addProblem(problems, element, 'Expected a certificate chain in MeterCert; it is empty.');
  return { element, ...(certificate === '' ? {} : { certificate }), problems };
}
