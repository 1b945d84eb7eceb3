import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 1.7. */
export const domain = {
  ...rows('JoinDomain', {
    'playready.domain.join-result': `
      1.2 SHOULD inferred "the documented operations": The answer to JoinDomain has the form of the documented ones
      The response element holds JoinDomainResult, and that Response.`,
    'playready.domain.join-content': `
      1.7 SHOULD inferred "the documented operations": JoinDomain looks at its message
      The same message with its content destroyed is not granted.`,
    'playready.domain.certificate': `
      1.7 MUST documented "how-to-test-client-server-versions": The answer to JoinDomain holds a domain certificate
      Somewhere in the answer stands base64 long enough for a certificate, which is more than a key and a signature.`,
    'playready.domain.certificate-chain': `
      1.5 SHOULD inferred "published certificate chains": The domain certificate comes as a certificate chain
      What the answer holds begins as the published certificate chains do.`,
    'playready.domain.certificate-signatures': `
      1.5 SHOULD inferred "published certificate chains": The domain certificate is rightly signed
      Lengths, count, issuer keys and signatures of each chain in the answer are right.`,
    'playready.domain.device-limit': `
      3.4 MUST documented "DRM_E_SERVER_DEVICE_LIMIT_REACHED; servererrors": A full domain refuses to be joined with 0x8004c602
      A message that is granted otherwise gets a fault with that status code once the domain has its maximum of devices.`,
    'playready.domain.unknown-account': `
      3.4 SHOULD inferred "DRM_E_SERVER_UNKNOWN_ACCOUNTID": An account that nobody has gets the code 0x8004c60c
      A message for a domain account that the server does not know is refused with that status code.
      untested: Where a message names its account is not public, and it is signed, so none can be derived for another.`,
  }),
  ...rows('LeaveDomain', {
    'playready.domain.leave-result': `
      1.2 SHOULD inferred "the documented operations": The answer to LeaveDomain has the form of the documented ones
      The response element holds LeaveDomainResult, and that Response.`,
    'playready.domain.leave-content': `
      1.7 SHOULD inferred "the documented operations": LeaveDomain looks at its message
      The same message with its content destroyed is not granted.`,
  }),
} as const;
