import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 3.2 to 3.4: how a server that gives no license says what is to be done. */
export const serverStates = rows('AcquireLicense', {
  'playready.acquire-license.domain-required': `
    3.4 MUST documented "PlayReadyResults; testing-server-exceptions": Who needs a domain is refused with 0x8004c605
    A challenge for content that needs a domain which the client has not joined gets that status code.`,
  'playready.acquire-license.renew-domain': `
    3.4 MUST documented "PlayReadyResults; testing-server-exceptions": An outdated domain certificate is refused with 0x8004c606
    A challenge of a client whose domain certificate is outdated gets that status code.`,
  'playready.acquire-license.not-a-member': `
    3.4 MUST documented "PlayReadyResults; testing-server-exceptions": Who is no member any more is refused with 0x8004c60a
    A challenge of a client that was removed from its domain gets that status code.`,
  'playready.acquire-license.revoked': `
    3.4 MUST documented "PlayReadyResults; testing-server-exceptions": A revoked device is refused with 0x8004c065
    A challenge of a device whose certificate is revoked gets that status code.`,
  'playready.acquire-license.redirect': `
    3.4 MUST documented "PlayReadyResults; testing-server-exceptions": Who is to go elsewhere is refused with 0x8004c60d
    A challenge that another server is to answer gets that status code.`,
  'playready.acquire-license.domain-parts': `
    3.2 SHOULD observed "DrmLicenseService of Sony; dash.js issue 1944": A refusal for a domain says which, and where
    A fault with 0x8004c605 or 0x8004c606 holds ServiceId, AccountId and an absolute RedirectUrl.`,
  'playready.acquire-license.redirect-url': `
    3.3 SHOULD inferred "ClientRedirectException": A redirect says where to go
    A fault with 0x8004c60d holds an absolute RedirectUrl.`,
});
