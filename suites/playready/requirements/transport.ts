import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 1.1 and 1.2, and what SOAP 1.1 itself demands of whoever speaks it. */
export const transport = rows('Transport and envelope', {
  'playready.transport.soap-over-http': `
    1.1 MUST documented "RightsManager help pages": An operation is answered with a SOAP 1.1 message
    Each operation takes a POST, and what it answers with status 200 or 500 is a SOAP 1.1 envelope.`,
  'playready.transport.success-status': `
    1.1 MUST documented "AcquirePackagingData help page": A success has HTTP status 200
    The answer to a request that was granted has status 200.`,
  'playready.transport.media-type': `
    1.1 MUST documented "AcquirePackagingData help page; SOAP 1.1 section 6": A success is text/xml
    The answer to a request that was granted has the media type text/xml.`,
  'playready.transport.charset': `
    1.1 SHOULD documented "AcquirePackagingData help page": A success names UTF-8 as its charset
    The Content-Type of the answer to a request that was granted says charset=utf-8.`,
  'playready.transport.response-element': `
    1.2 MUST documented "AcquireLicense, ProcessDeleteLicenseData and AcquirePackagingData samples": A success holds the response element of its operation
    The Body of the answers that are documented holds an element named after the operation, with Response behind it, in the namespace of the protocols.`,
  'playready.transport.response-element-inferred': `
    1.2 SHOULD inferred "the documented operations": A success holds the response element where none is documented
    The answers of the other operations are named in the same way.`,
  'playready.transport.response-schema': `
    1.2 SHOULD documented "AcquireLicense, ProcessDeleteLicenseData and AcquirePackagingData samples": A success has the documented structure
    The answers whose structure is documented hold its elements in their order and form; elements that no source knows are passed over.`,
  'playready.transport.action-quoted': `
    1.1 SHOULD documented "AcquirePackagingData help page": A quoted SOAPAction is taken
    A request whose SOAPAction stands in quotation marks is granted like one without them.`,
  'playready.transport.action-unquoted': `
    1.1 SHOULD inferred "MeteringChallenge sample; media3": An unquoted SOAPAction is taken
    A request whose SOAPAction stands without quotation marks is granted, since clients of Microsoft's own send it so.`,
  'playready.transport.content-type-without-charset': `
    1.1 SHOULD observed "media3 HttpMediaDrmCallback": A request as text/xml without charset is taken
    A request whose Content-Type is text/xml and nothing else is granted.`,
  'playready.transport.must-understand': `
    1.1 SHOULD inferred "SOAP 1.1 section 4.2.3": A mandatory header block that is not understood is refused
    A request with an unknown header block that has mustUnderstand="1" gets a fault, where the same block without it is passed over.`,
  'playready.transport.get': `
    1.1 SHOULD inferred "AcquirePackagingData help page": A GET is no request for an operation
    A GET of the endpoint is not answered with the response of an operation.`,
});
