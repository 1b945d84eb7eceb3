/** The two envelope versions that MS-RMSI 2.1 allows; each is a Playwright project of its own. */
export const soapVersions = ['soap11', 'soap12'] as const;
export type SoapVersion = (typeof soapVersions)[number];

/** Envelope namespace per version (SOAP 1.1 section 3; SOAP 1.2 part 1 section 5.1). */
export const envelopeNamespace: Readonly<Record<SoapVersion, string>> = {
  soap11: 'http://schemas.xmlsoap.org/soap/envelope/',
  soap12: 'http://www.w3.org/2003/05/soap-envelope',
};

/** Media type of a message per version (SOAP 1.1 section 6; SOAP 1.2 part 2 section 7.1.4). */
export const mediaType: Readonly<Record<SoapVersion, string>> = {
  soap11: 'text/xml',
  soap12: 'application/soap+xml',
};

/**
 * The request headers that carry the action: a quoted SOAPAction for SOAP 1.1 (section 6.1.1), the
 * `action` parameter of the media type for SOAP 1.2 (part 2, section 6.5.3).
 */
export function requestHeaders(version: SoapVersion, action: string): Record<string, string> {
  return version === 'soap11'
    ? { 'content-type': 'text/xml; charset=utf-8', soapaction: `"${action}"` }
    : { 'content-type': `application/soap+xml; charset=utf-8; action="${action}"` };
}
