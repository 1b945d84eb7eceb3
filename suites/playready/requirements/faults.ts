import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 3, and what SOAP 1.1 itself demands of a fault. */
export const faults = rows('Faults', {
  'playready.faults.status': `
    3.1 MUST documented "testing-server-exceptions; Axinom troubleshooting; SOAP 1.1 section 6.2": A fault has HTTP status 500
    Every error is sent with status 500, whatever its cause; above all not with 200.`,
  'playready.faults.media-type': `
    3.1 MUST documented "testing-server-exceptions": A fault is text/xml
    A fault has the media type text/xml.`,
  'playready.faults.charset': `
    3.1 SHOULD documented "testing-server-exceptions": A fault names UTF-8 as its charset
    The Content-Type of a fault says charset=utf-8.`,
  'playready.faults.well-formed': `
    3.1 MUST documented "SOAP 1.1 section 4.4": A fault has the parts that SOAP demands
    A fault holds one faultcode and one faultstring; the code's prefix is declared.`,
  'playready.faults.namespace': `
    3.1 SHOULD observed "testing-server-exceptions; dash.js test data": The parts of a fault stand in no namespace
    faultcode, faultstring, faultactor and detail have no namespace, as Microsoft writes them; a vendor's have that of SOAP.`,
  'playready.faults.status-code': `
    3.2 MUST documented "testing-server-exceptions": A fault of the service holds a status code
    What the service itself refuses gets a fault with detail/Exception/StatusCode.`,
  'playready.faults.status-code-form': `
    3.1 MUST documented "testing-server-exceptions": A status code is 0x and eight hexadecimal digits
    The text of StatusCode is 0x and eight hexadecimal digits, and nothing else.`,
  'playready.faults.status-code-case': `
    3.1 SHOULD observed "DrmLicenseService of Sony": A status code is in lower case
    The letters of StatusCode are lower-case, since a deployed client compares them so.`,
  'playready.faults.status-code-range': `
    3.4 SHOULD documented "Windows.Media.Protection.PlayReadyResults.h": A status code is one of servers
    StatusCode has a documented name, or lies in the range of server errors or of DRM services.`,
  'playready.faults.exception-parts': `
    3.2 SHOULD observed "dash.js issue 1944; DrmLicenseService of Sony": What explains a fault stands in Exception
    CustomData, RedirectUrl, ServiceId and AccountId of a fault stand in detail/Exception, beside StatusCode.`,
  'playready.faults.malformed': `
    3.1 SHOULD inferred "SOAP 1.1 section 6.2": What is no request for an operation gets a fault
    An envelope that is not well-formed, one with an empty Body, and one with an element that is no operation are refused with a SOAP fault.`,
});
