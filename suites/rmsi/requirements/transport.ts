import { rows } from '../../../harness/verdict/rows.ts';

/**
 * Section 2.1, and the rules of SOAP over HTTP that it makes binding by reference. Those carry no
 * sentence of their own in MS-RMSI and name the place that states them.
 */
export const transport = rows('Transport and envelope', {
  'rmsi.transport.soap-over-http': `
    2.1 MUST 3112b0d7423b8f56: The interface speaks SOAP over HTTP
    An interface answers SOAP 1.1 or SOAP 1.2 messages over HTTP.`,
  'rmsi.transport.https': `
    2.1 SHOULD 34493ffe4d536a2b: The interface is offered over HTTPS
    A web service can be reached over HTTPS, and answers there as it does over HTTP.`,
  'rmsi.transport.endpoints': `
    2.1 MUST d57f810ad39f4c5f: The four interfaces stand at their URLs
    All four interfaces are found at fixed paths below one base URL.
    untested: Decided interface by interface: the rows for the four URLs carry the verdicts.`,
  'rmsi.transport.decommissioning-url': `
    2.1 MUST 2d90e9702dd8448b: Decommissioning stands at decommission/decommission.asmx
    AcquireContentKey is answered at [baseURL]/decommission/decommission.asmx.`,
  'rmsi.transport.precertification-url': `
    2.1 MUST 7853f72680ed2d11: Precertification stands at certification/Precertification.asmx
    Precertify is answered at [baseURL]/certification/Precertification.asmx.`,
  'rmsi.transport.republishing-url': `
    2.1 MUST 4d5897bca2b291b0: Republishing stands at licensing/editissuancelicense.asmx
    EditIssuanceLicense is answered at [baseURL]/licensing/editissuancelicense.asmx.`,
  'rmsi.transport.prelicensing-url': `
    2.1 MUST ea9629b27ce5e1ea: Prelicensing stands at licensing/license.asmx
    AcquirePreLicense is answered at [baseURL]/licensing/license.asmx.`,
  'rmsi.transport.success-status': `
    2.1 MUST "SOAP 1.1 section 6.2; SOAP 1.2 part 2 section 7.5.2.2": A success has HTTP status 200
    The response to a request that was processed has a 2xx status; one with a body, 200.`,
  'rmsi.transport.fault-status': `
    2.1 MUST "SOAP 1.1 section 6.2; SOAP 1.2 part 2 section 7.5.2.2": A fault has an HTTP error status
    A SOAP 1.1 fault comes with status 500; a SOAP 1.2 fault with 400 (Sender) or 500 (others), and both are accepted for either.`,
  'rmsi.transport.content-type': `
    2.1 MUST "SOAP 1.1 section 6; SOAP 1.2 part 2 section 7.1.4": A message has the media type of its SOAP version
    SOAP 1.1 messages are sent as text/xml, SOAP 1.2 messages as application/soap+xml.`,
  'rmsi.transport.envelope-version': `
    2.1 MUST "WSDL bindings in section 6.1; SOAP 1.2 part 1 appendix A": The answer is in the SOAP version of the request
    A request that could be parsed is answered with an envelope of the same version.`,
  'rmsi.transport.fault-well-formed': `
    2.1 MUST "SOAP 1.1 section 4.4; SOAP 1.2 part 1 section 5.4": A fault has the parts that SOAP demands
    SOAP 1.1: faultcode and faultstring. SOAP 1.2: Code/Value, one of the five, and Reason/Text with xml:lang.`,
  'rmsi.transport.must-understand': `
    2.1 MUST "SOAP 1.1 sections 4.2.3 and 4.4.1; SOAP 1.2 part 1 section 5.2.3": An unknown header that must be understood is refused
    A header block that the server does not know, marked as mandatory and addressed to it, makes it refuse with a MustUnderstand fault.`,
  'rmsi.transport.response-schema': `
    6.1 MUST "WSDL in section 6.1; SOAP 1.1 section 4; SOAP 1.2 part 1 section 5": A response of AcquireContentKey is valid against the WSDL
    Successes and faults are valid against the schemas of the WSDL and of SOAP.`,
});
