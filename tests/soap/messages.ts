import { escapeText } from '../../harness/xml/escape.ts';
import { envelopeNamespace, mediaType, type SoapVersion } from '../../harness/soap/version.ts';
import type { WireResponse } from '../../harness/transport/wire.ts';

/** An envelope as text, with the prefix `s`; header and body are XML. */
export function envelopeText(version: SoapVersion, body: string, header = ''): string {
  return `<s:Envelope xmlns:s="${envelopeNamespace[version]}">${header === '' ? '' : `<s:Header>${header}</s:Header>`}<s:Body>${body}</s:Body></s:Envelope>`;
}

/** A well-formed fault as text, as ASP.NET writes it. */
export function faultText(version: SoapVersion, code: string, reason: string): string {
  return version === 'soap11'
    ? `<s:Fault><faultcode>${escapeText(code)}</faultcode><faultstring>${escapeText(reason)}</faultstring><detail/></s:Fault>`
    : `<s:Fault><s:Code><s:Value>${escapeText(code)}</s:Value></s:Code><s:Reason><s:Text xml:lang="en">${escapeText(reason)}</s:Text></s:Reason><s:Detail/></s:Fault>`;
}

/** A complete response with this body. */
export function response(
  version: SoapVersion,
  body: string | Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): WireResponse {
  const all = { 'content-type': `${mediaType[version]}; charset=utf-8`, ...headers };
  return {
    kind: 'response',
    status: 200,
    headers: Object.entries(all),
    body: Buffer.from(body),
    durationMs: 1,
  };
}
