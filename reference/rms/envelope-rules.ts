import { envelopeNamespace, type SoapVersion } from '../../harness/soap/version.ts';
import type { XmlElement } from '../../harness/xml/element.ts';
import type { Service } from './endpoint.ts';

/** A message as two pieces of XML: all header blocks, and what the body holds. */
export interface MessageParts {
  readonly header: string;
  readonly body: string;
}

/** How envelopes are read and written (SOAP 1.1 section 4, SOAP 1.2 part 1 sections 2 and 5). */
export interface EnvelopeRules {
  /** The version of the answer to a request of this version. */
  readonly responseVersion: (request: SoapVersion) => SoapVersion;
  /** Whether the value of a header block's mustUnderstand attribute makes it mandatory. */
  readonly isMandatory: (version: SoapVersion, mustUnderstand: string | undefined) => boolean;
  /** Whether the value of a header block's actor or role attribute means this server. */
  readonly isForThisNode: (version: SoapVersion, role: string | undefined) => boolean;
  readonly understands: (block: XmlElement, service: Service) => boolean;
  readonly writeEnvelope: (version: SoapVersion, parts: MessageParts) => string;
}

const nextActor = 'http://schemas.xmlsoap.org/soap/actor/next';
const roles = `${envelopeNamespace.soap12}/role`;
const ownRoles: Readonly<Record<SoapVersion, readonly string[]>> = {
  soap11: ['', nextActor],
  soap12: ['', `${roles}/next`, `${roles}/ultimateReceiver`],
};
/** SOAP 1.1 section 4.2.3 knows "1" and "0"; SOAP 1.2 part 1 section 5.2.3 has an xs:boolean. */
const mandatoryValues: Readonly<Record<SoapVersion, readonly string[]>> = {
  soap11: ['1'],
  soap12: ['1', 'true'],
};

export const conformingEnvelope: EnvelopeRules = {
  responseVersion: version => version,
  isMandatory: (version, mustUnderstand) =>
    mustUnderstand !== undefined && mandatoryValues[version].includes(mustUnderstand.trim()),
  isForThisNode: (version, role) => ownRoles[version].includes(role?.trim() ?? ''),
  understands: (block, service) =>
    block.name === 'VersionData' && block.namespace === service.namespace,
  writeEnvelope: (version, { header, body }) =>
    '<?xml version="1.0" encoding="utf-8"?>' +
    `<soap:Envelope xmlns:soap="${envelopeNamespace[version]}"` +
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"' +
    ' xmlns:xsd="http://www.w3.org/2001/XMLSchema">' +
    (header === '' ? '' : `<soap:Header>${header}</soap:Header>`) +
    `<soap:Body>${body}</soap:Body></soap:Envelope>`,
};
