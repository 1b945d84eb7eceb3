import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 1.3 to 1.5 and 6: what an answer to a challenge holds. */
export const acquireLicense = rows('AcquireLicense', {
  'playready.acquire-license.granted': `
    1.3 SHOULD inferred "recordings of the target": A recorded challenge is granted
    A challenge that was granted when it was recorded is granted when it is sent again byte for byte.`,
  'playready.acquire-license.structure': `
    1.4 SHOULD documented "license-server": Answers to all recorded challenges have the documented structure
    Whatever the challenge, an answer holds the documented elements in their order and form; unknown ones are passed over.`,
  'playready.acquire-license.version': `
    2.1 SHOULD documented "license-server; testing-client-info": A challenge of version 1 gets an answer of version 1
    LicenseResponse/Version is 1 when LA/Version is.`,
  'playready.acquire-license.license-base64': `
    6 MUST documented "license-server": A license is base64
    Each License holds at least one byte in base64.`,
  'playready.acquire-license.license-magic': `
    6 SHOULD observed "license-server sample; dash.js test data": A license begins as all published ones do
    The first bytes of a license are XMR and a NUL.`,
  'playready.acquire-license.license-framing': `
    6 SHOULD inferred "license-server sample; dash.js test data": The objects of a license fill it
    A license is a header and objects, nested by their lengths, which fill it exactly.`,
  'playready.acquire-license.license-kid': `
    6 SHOULD inferred "license-server sample; dash.js test data": A license is for a key of the challenge
    At least one of the licenses holds a key id that the header of the challenge names, in its byte order.`,
  'playready.acquire-license.no-license': `
    1.4 SHOULD inferred "what-is-new-4-5; trusted-clocks": A challenge that asks for a license gets one
    An answer without a license goes to those only whose header says LICENSEREQUESTED="false", or who ask for the server's time.`,
  'playready.acquire-license.transaction-id': `
    1.4 SHOULD documented "license-server": A TransactionID is a lower-case GUID with hyphens
    The transaction that a client is to acknowledge is a GUID as text, in lower case, with hyphens and without braces.`,
  'playready.acquire-license.nonce': `
    1.4 MUST documented "license-nonce": An answer with a persistent license returns the nonce
    LicenseNonce of an answer with a persistent license is that of the challenge.`,
  'playready.acquire-license.other-nonce': `
    1.4 SHOULD documented "license-server": A LicenseNonce that need not be there is that of the challenge
    An answer without a persistent license has no LicenseNonce, or that of the challenge.`,
  'playready.acquire-license.nonce-in-license': `
    1.4 SHOULD documented "licensenonce of 2017": A license that is not persistent holds the nonce
    Without a persistent one, each license has the nonce of the challenge in it, the second one plus one, and so on.
    untested: Where a license holds it is not public.`,
  'playready.acquire-license.nonce-random': `
    1.4 SHOULD client documented "license-nonce": The nonce is a random GUID
    A client makes a new random nonce for each challenge.`,
  'playready.acquire-license.signed': `
    1.4 SHOULD documented "what-is-new-4-7": An answer with a persistent license is signed
    Unless the service says otherwise, an answer that holds a persistent license has a Signature.`,
  'playready.acquire-license.algorithms': `
    1.4 SHOULD documented "license-server": A signed answer names the documented algorithms
    Canonicalization, signature and digest of a Signature are named as in the published messages.`,
  'playready.acquire-license.reference': `
    1.4 SHOULD documented "license-server": The Reference of a signed answer names LicenseResponse
    The URI of the Reference is that of the Id of LicenseResponse.`,
  'playready.acquire-license.digest': `
    1.5 SHOULD inferred "dash.js test data": The digest of a signed answer is right
    DigestValue is the SHA-256 of LicenseResponse in a canonical form.`,
  'playready.acquire-license.signature': `
    1.5 SHOULD inferred "dash.js test data": The signature of a signed answer is right
    SignatureValue is ECDSA on P-256 over SignedInfo with the key of the leaf of SigningCertificateChain.`,
  'playready.acquire-license.chain': `
    1.4 SHOULD documented "license-server": A signed answer has the chain of its signer
    An answer with a Signature holds SigningCertificateChain, in base64.`,
  'playready.acquire-license.chain-framing': `
    1.5 SHOULD inferred "dash.js test data; texts of DRM_E_BCERT errors": The certificates of a chain fill it
    A SigningCertificateChain is a header and as many certificates as it says, and their lengths add up.`,
  'playready.acquire-license.chain-signatures': `
    1.5 SHOULD inferred "dash.js test data; texts of DRM_E_BCERT errors": The certificates of a chain are rightly signed
    Each certificate is signed with the issuer key that it names, which is one of the next certificate's.`,
  'playready.acquire-license.response-id': `
    1.4 SHOULD observed "license-server sample; dash.js test data": A ResponseID has 32 bytes
    ResponseID is 32 bytes in base64.`,
});
