import { formatStatusCode } from '../../harness/playready/messages/status-code.ts';
import { escapeText } from '../../harness/xml/escape.ts';
import {
  isSoapRefusal,
  type ExceptionParts,
  type Refusal,
  type ServiceRefusal,
} from './refusal.ts';

/** A fault's code, without the envelope's prefix (SOAP 1.1 section 4.4.1). */
export type FaultCode = 'Client' | 'Server' | 'MustUnderstand' | 'VersionMismatch';

export interface Fault {
  readonly code: FaultCode;
  readonly reason: string;
  /** The URL of the request. */
  readonly actor: string;
  /** The content of `detail`; none for a fault about a header (SOAP 1.1 section 4.4). */
  readonly detail: string | undefined;
}

/** How a refusal becomes a fault (PlayReady-facts 3.1, 3.2). */
export interface FaultRules {
  readonly faultCode: (refusal: Refusal) => FaultCode;
  /** Unsigned, 32 bits (PlayReady-facts 3.4). */
  readonly statusCode: (refusal: ServiceRefusal) => number;
  readonly writeStatusCode: (code: number) => string;
  readonly faultString: (refusal: Refusal, message: string, operation: string) => string;
  /** What stands in `detail` for a refusal of the service. */
  readonly writeException: (statusCode: string, parts: ExceptionParts) => string;
  readonly writeFault: (fault: Fault) => string;
}

const codes: Readonly<Record<ServiceRefusal, number>> = {
  revoked: 0x8004c065,
  internalError: 0x8004c600,
  invalidMessage: 0x8004c601,
  signatureWrong: 0x8004c601,
  deviceLimit: 0x8004c602,
  serviceSpecific: 0x8004c604,
  domainRequired: 0x8004c605,
  renewDomain: 0x8004c606,
  unknownMeteringId: 0x8004c607,
  notAMember: 0x8004c60a,
  protocolVersion: 0x8004c60b,
  unknownAccountId: 0x8004c60c,
  redirect: 0x8004c60d,
  unknownTransactionId: 0x8004c610,
};

const soapException = 'System.Web.Services.Protocols.SoapException';

export const conformingFault: FaultRules = {
  faultCode: refusal => {
    if (refusal === 'mustUnderstand') return 'MustUnderstand';
    if (refusal === 'versionMismatch') return 'VersionMismatch';
    return isSoapRefusal(refusal) ? 'Client' : 'Server';
  },
  statusCode: refusal => codes[refusal],
  writeStatusCode: formatStatusCode,
  faultString: (refusal, message, operation) =>
    isSoapRefusal(refusal)
      ? `${soapException}: ${message}`
      : `${soapException}: ${message}\n   at Assay.Reference.RightsManager.${operation}(XmlDocument challenge)`,
  writeException: (statusCode, { customData, redirectUrl, serviceId, accountId }) =>
    `<Exception>${element('StatusCode', statusCode)}${element('CustomData', customData)}${element('RedirectUrl', redirectUrl)}${element('ServiceId', serviceId)}${element('AccountId', accountId)}</Exception>`,
  writeFault: ({ code, reason, actor, detail }) =>
    `<soap:Fault><faultcode>soap:${code}</faultcode><faultstring>${escapeText(reason)}</faultstring>` +
    `<faultactor>${escapeText(actor)}</faultactor>` +
    (detail === undefined ? '' : `<detail>${detail}</detail>`) +
    '</soap:Fault>',
};

function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${escapeText(text)}</${name}>`;
}
