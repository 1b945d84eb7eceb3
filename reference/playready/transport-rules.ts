import { envelopeNamespace } from '../../harness/soap/version.ts';
import { protocols } from '../../harness/playready/namespaces.ts';
import type { HttpResponse } from '../http/message.ts';
import type { Exchange } from './exchange.ts';

/** What a client sees of HTTP and SOAP (PlayReady-facts 1.1, 1.2). */
export interface TransportRules {
  /** Bytes of request body; more is answered with 413. */
  readonly maximumRequestBytes: number;
  /** Whether requests of this method are requests for an operation. */
  readonly takesMethod: (method: string) => boolean;
  /** Whether a request with this Content-Type is read. */
  readonly takesContentType: (value: string | undefined) => boolean;
  /** The operation that a SOAPAction names; undefined when it names none. */
  readonly operationOfAction: (value: string | undefined) => string | undefined;
  /** Whether the value of a header block's mustUnderstand attribute makes it mandatory. */
  readonly isMandatory: (mustUnderstand: string | undefined) => boolean;
  readonly statusOfSuccess: () => number;
  readonly statusOfFault: () => number;
  readonly contentType: (isFault: boolean) => string;
  /** The envelope around what the Body holds. */
  readonly writeEnvelope: (body: string) => string;
  /** The last word on every answer, pages included; a promise may also never settle. */
  readonly finish: (
    response: HttpResponse,
    exchange: Exchange,
  ) => HttpResponse | Promise<HttpResponse>;
}

const action = new RegExp(`^\\s*(?:"${protocols}/(\\w+)"|${protocols}/(\\w+))\\s*$`);

export const conformingTransport: TransportRules = {
  maximumRequestBytes: 4 * 1024 * 1024,
  takesMethod: method => method === 'POST',
  takesContentType: value => /^\s*text\/xml\s*(?:;|$)/i.test(value ?? ''),
  // Clients of both kinds exist (PlayReady-facts 1.1).
  operationOfAction: value => {
    const [, quoted, plain] = action.exec(value ?? '') ?? [];
    return quoted ?? plain;
  },
  isMandatory: mustUnderstand => mustUnderstand?.trim() === '1',
  statusOfSuccess: () => 200,
  statusOfFault: () => 500,
  contentType: () => 'text/xml; charset=utf-8',
  writeEnvelope: body =>
    '<?xml version="1.0" encoding="utf-8"?>' +
    `<soap:Envelope xmlns:soap="${envelopeNamespace.soap11}"` +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
    `<soap:Body>${body}</soap:Body></soap:Envelope>`,
  finish: response => response,
};
