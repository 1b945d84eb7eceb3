import { mediaType, type SoapVersion } from '../../harness/soap/version.ts';
import type { HttpResponse } from '../http/message.ts';
import { endpoints, type Endpoint } from './endpoint.ts';
import type { Exchange } from './exchange.ts';
import type { FaultCode } from './fault-rules.ts';

/** What a client sees of HTTP (MS-RMSI 2.1). */
export interface TransportRules {
  /** The endpoint at a path below the base URL, written without a leading slash. */
  readonly endpointAt: (path: string) => Endpoint | undefined;
  /** Whether the HTTPS port speaks TLS; without it, it speaks plain HTTP. */
  readonly httpsIsEncrypted: boolean;
  /** Bytes of request body; more is answered with 413. */
  readonly maximumRequestBytes: number;
  readonly statusOfSuccess: (version: SoapVersion) => number;
  readonly statusOfFault: (version: SoapVersion, code: FaultCode) => number;
  readonly contentType: (version: SoapVersion) => string;
  /** The last word on every answer, pages and WSDLs included; a promise may also never settle. */
  readonly finish: (
    response: HttpResponse,
    exchange: Exchange,
  ) => HttpResponse | Promise<HttpResponse>;
}

export const conformingTransport: TransportRules = {
  endpointAt: path => endpoints.find(endpoint => endpoint.path === path),
  httpsIsEncrypted: true,
  maximumRequestBytes: 4 * 1024 * 1024,
  statusOfSuccess: () => 200,
  // SOAP 1.1 section 6.2 knows 500 only; SOAP 1.2 part 2, table 20, gives Sender 400.
  statusOfFault: (version, code) => (version === 'soap12' && code === 'Client' ? 400 : 500),
  contentType: version => `${mediaType[version]}; charset=utf-8`,
  finish: response => response,
};
