import { rows } from '../../../harness/verdict/rows.ts';

const documented = '4.7 MUST documented "testing-server-exceptions":';
const asked =
  'A challenge that would be granted gets a fault with that status code when cfg asks for it';

/** PlayReady-facts 4: what the URL makes a test server do. */
export const testServer = rows('Test server', {
  'playready.test-server.error-8004c065': `
    ${documented} 0x8004c065, a revoked device, is answered when asked for
    ${asked} (a revoked device).`,
  'playready.test-server.error-8004c600': `
    ${documented} 0x8004c600, an internal failure, is answered when asked for
    ${asked} (an internal failure).`,
  'playready.test-server.error-8004c601': `
    ${documented} 0x8004c601, an invalid message, is answered when asked for
    ${asked} (an invalid message).`,
  'playready.test-server.error-8004c602': `
    ${documented} 0x8004c602, too many devices, is answered when asked for
    ${asked} (too many devices).`,
  'playready.test-server.error-8004c604': `
    ${documented} 0x8004c604, an error of the service, is answered when asked for
    ${asked} (an error of the service).`,
  'playready.test-server.error-8004c605': `
    ${documented} 0x8004c605, a domain needed, is answered when asked for
    ${asked} (a domain needed).`,
  'playready.test-server.error-8004c606': `
    ${documented} 0x8004c606, a domain certificate outdated, is answered when asked for
    ${asked} (a domain certificate outdated).`,
  'playready.test-server.error-8004c60a': `
    ${documented} 0x8004c60a, no member any more, is answered when asked for
    ${asked} (no member any more).`,
  'playready.test-server.error-8004c60b': `
    ${documented} 0x8004c60b, an unsupported version, is answered when asked for
    ${asked} (an unsupported version).`,
  'playready.test-server.error-8004c60c': `
    ${documented} 0x8004c60c, an unknown account, is answered when asked for
    ${asked} (an unknown account).`,
  'playready.test-server.error-8004c60d': `
    ${documented} 0x8004c60d, another server, is answered when asked for
    ${asked} (another server).`,
  'playready.test-server.error-structure': `
    3.1 MUST documented "testing-server-exceptions": A status code that was asked for stands in detail/Exception
    The fault that was asked for has HTTP status 500, and StatusCode in detail/Exception.`,
  'playready.test-server.legacy-error': `
    4.5 SHOULD documented "servererrors of the older test site": A status code is answered when the legacy syntax asks for it
    ErrorCode=0x8004C606 in the URL gets a fault with that status code.`,
  'playready.test-server.revoked': `
    4.2 MUST documented "query-string-syntax, revoked": With revoked:true the device is treated as revoked
    A challenge that would be granted gets a fault with 0x8004c065 when cfg says revoked:true.`,
  'playready.test-server.client-info': `
    4.7 MUST documented "testing-client-info": With msg:clientinfo the answer is a fault with 0x8004c604
    A challenge that would be granted gets a fault of the service itself when cfg says msg:clientinfo.`,
  'playready.test-server.client-info-data': `
    4.7 MUST documented "testing-client-info": The fault to msg:clientinfo tells of the client in CustomData
    The fault to msg:clientinfo holds CustomData that is not empty.`,
  'playready.test-server.client-info-version': `
    4.7 SHOULD documented "testing-client-info": The fault to msg:clientinfo tells the version of the client
    CustomData of the fault to msg:clientinfo holds the CLIENTVERSION of the challenge.`,
  'playready.test-server.no-parameters': `
    4.2 MUST documented "query-string-syntax": Without parameters there is one license
    A challenge for one key at a URL without parameters gets one license.`,
  'playready.test-server.groups': `
    4.2 MUST documented "query-string-syntax": There is a license for each group of cfg
    Two groups with KIDs of the header get two licenses.`,
  'playready.test-server.groups-kids': `
    4.2 SHOULD inferred "query-string-syntax, kid; license-server sample": Each group's license is for its KID
    Of two groups with KIDs of the header, each KID stands in a license of its own.`,
  'playready.test-server.base64-json': `
    4.4 MUST documented "playready-test-server-service": There is a license for each entry of cfg64
    Two entries with KIDs of the header in the JSON of cfg64 get two licenses.`,
  'playready.test-server.root-and-leaf': `
    1.4 MUST documented "how-to-test-client-server-versions; query-string-syntax, rootid": A chain gets a root and a leaf
    A group with rootid for the header's KID and one with isroot get two licenses in one answer.`,
  'playready.test-server.transaction-id': `
    4.2 MUST documented "query-string-syntax, tid": The TransactionID is the one that tid gives
    Acknowledgement/TransactionID of the answer is the GUID that cfg gives as tid.`,
  'playready.test-server.persist-nonce': `
    1.4 MUST documented "query-string-syntax, persist; license-nonce": With persist:true the nonce is returned
    LicenseNonce of the answer with the persistent license is that of the challenge.`,
  'playready.test-server.persist-signed': `
    1.4 SHOULD documented "query-string-syntax, persist; what-is-new-4-7": With persist:true the answer is signed
    The answer with the persistent license has a Signature.`,
  'playready.test-server.parameters': `
    4.2 SHOULD documented "query-string-syntax": The documented parameters are taken as they are documented
    A challenge gets one license, whichever parameters of the table that suit every client its URL has, in their documented spellings.`,
  'playready.test-server.license-contents': `
    4.2 MUST documented "query-string-syntax": A license is like its parameters
    Rights, dates, levels and keys of a license are those of its group.
    untested: The form of licenses is not public.`,
  'playready.test-server.custom-data': `
    4.4 MUST documented "playready-test-server-service": JSON in CustomData configures licenses
    A challenge with json=[...] as its CustomData gets a license for each entry.
    untested: CustomData is signed with the rest of the challenge, so only a licensed client can write it.`,
  'playready.test-server.domain': `
    1.7 MUST documented "how-to-test-client-server-versions": A domain is joined and used at one URL with accountid
    JoinDomain, and AcquireLicense after it, are granted at a URL with cfg=(accountid:...).
    untested: Only a licensed client that keeps the domain's key can ask for a license with it.`,
});
