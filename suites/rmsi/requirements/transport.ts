import type { Requirement } from '../../../harness/verdict/requirement.ts';

const operation = 'Transport and envelope';

/**
 * Section 2.1, and the rules of SOAP over HTTP that it makes binding by reference. Those carry no
 * sentence of their own in MS-RMSI and name the place that states them.
 */
export const transport = {
  'rmsi.transport.soap-over-http': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'The interface speaks SOAP over HTTP',
    statement: 'An interface answers SOAP 1.1 or SOAP 1.2 messages over HTTP.',
    source: { sentence: '3112b0d7423b8f56' },
  },
  'rmsi.transport.https': {
    section: '2.1',
    level: 'SHOULD',
    actor: 'server',
    operation,
    title: 'The interface is offered over HTTPS',
    statement: 'A web service can be reached over HTTPS, and answers there as it does over HTTP.',
    source: { sentence: '34493ffe4d536a2b' },
  },
  'rmsi.transport.endpoints': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'The four interfaces stand at their URLs',
    statement: 'All four interfaces are found at fixed paths below one base URL.',
    source: { sentence: 'd57f810ad39f4c5f' },
    untested: 'Decided interface by interface: the rows for the four URLs carry the verdicts.',
  },
  'rmsi.transport.decommissioning-url': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'Decommissioning stands at decommission/decommission.asmx',
    statement: 'AcquireContentKey is answered at [baseURL]/decommission/decommission.asmx.',
    source: { sentence: '2d90e9702dd8448b' },
  },
  'rmsi.transport.precertification-url': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'Precertification stands at certification/Precertification.asmx',
    statement: 'Precertify is answered at [baseURL]/certification/Precertification.asmx.',
    source: { sentence: '7853f72680ed2d11' },
    untested: 'The suite does not check the Precertification interface (section 3.3) yet.',
  },
  'rmsi.transport.republishing-url': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'Republishing stands at licensing/editissuancelicense.asmx',
    statement: 'EditIssuanceLicense is answered at [baseURL]/licensing/editissuancelicense.asmx.',
    source: { sentence: '4d5897bca2b291b0' },
    untested: 'The suite does not check the Republishing interface (section 3.4) yet.',
  },
  'rmsi.transport.prelicensing-url': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'Prelicensing stands at licensing/license.asmx',
    statement: 'AcquirePreLicense is answered at [baseURL]/licensing/license.asmx.',
    source: { sentence: 'ea9629b27ce5e1ea' },
    untested: 'The suite does not check the Prelicensing interface (section 3.5) yet.',
  },
  'rmsi.transport.success-status': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'A success has HTTP status 200',
    statement:
      'The response to a request that was processed has a 2xx status; one with a body, 200.',
    source: { reference: 'SOAP 1.1 section 6.2; SOAP 1.2 part 2 section 7.5.2.2' },
  },
  'rmsi.transport.fault-status': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'A fault has an HTTP error status',
    statement:
      'A SOAP 1.1 fault comes with status 500; a SOAP 1.2 fault with 400 (Sender) or 500 (others), and both are accepted for either.',
    source: { reference: 'SOAP 1.1 section 6.2; SOAP 1.2 part 2 section 7.5.2.2' },
  },
  'rmsi.transport.content-type': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'A message has the media type of its SOAP version',
    statement: 'SOAP 1.1 messages are sent as text/xml, SOAP 1.2 messages as application/soap+xml.',
    source: { reference: 'SOAP 1.1 section 6; SOAP 1.2 part 2 section 7.1.4' },
  },
  'rmsi.transport.envelope-version': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'The answer is in the SOAP version of the request',
    statement: 'A request that could be parsed is answered with an envelope of the same version.',
    source: { reference: 'WSDL bindings in section 6.1; SOAP 1.2 part 1 appendix A' },
  },
  'rmsi.transport.fault-well-formed': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'A fault has the parts that SOAP demands',
    statement:
      'SOAP 1.1: faultcode and faultstring. SOAP 1.2: Code/Value, one of the five, and Reason/Text with xml:lang.',
    source: { reference: 'SOAP 1.1 section 4.4; SOAP 1.2 part 1 section 5.4' },
  },
  'rmsi.transport.must-understand': {
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'An unknown header that must be understood is refused',
    statement:
      'A header block that the server does not know, marked as mandatory and addressed to it, makes it refuse with a MustUnderstand fault.',
    source: { reference: 'SOAP 1.1 sections 4.2.3 and 4.4.1; SOAP 1.2 part 1 section 5.2.3' },
  },
  'rmsi.transport.response-schema': {
    section: '6.1',
    level: 'MUST',
    actor: 'server',
    operation,
    title: 'A response is valid against the WSDL',
    statement: 'Successes and faults are valid against the schemas of the WSDL and of SOAP.',
    source: { reference: 'WSDL in section 6.1; SOAP 1.1 section 4; SOAP 1.2 part 1 section 5' },
  },
} as const satisfies Record<string, Requirement>;
