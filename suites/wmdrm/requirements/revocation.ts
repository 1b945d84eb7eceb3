import { rows } from '../../../harness/verdict/rows.ts';

/** What clients with older revocation data are sent (MS-DRM 3.2.3, 3.2.5.2). */
export const revocation = rows('Revocation', {
  'wmdrm.revocation.older-rev-info': `
    3.2.5.2 MUST fde66854ff87df8c: Who has an older REV_INFO is sent a newer one
    A client whose dwRIV is below the server's gets a REV_INFO with a higher one in the response.`,
  'wmdrm.revocation.lists': `
    3.2.5.2 MUST fde66854ff87df8c: The lists come with the REV_INFO
    Besides the REV_INFO, the response to an older client has revocation lists.`,
  'wmdrm.revocation.newer-server': `
    3.2.3 MUST "MS-DRM 3.2.3": What counts is whether the client's RIV is lower than the server's
    A client that was current at one server is sent more by another that has newer data.`,
  'wmdrm.revocation.older-list': `
    3.2.5.2 SHOULD "MS-DRM 3.2.5.2; 3.2.3 has a server compare no more than dwRIV": Who has an older list is sent the newest
    A client whose REV_INFO names a lower version of a list than the server knows gets revocation data.`,
  'wmdrm.revocation.rev-info-head': `
    2.2.3.2.46 MUST "MS-DRM 2.2.3.2.46": The head of a REV_INFO is as it has to be
    It states format version 1 and at most ten records, and as its length what is signed.`,
  'wmdrm.revocation.rev-info-signature': `
    2.2.3.2.47 MUST "MS-DRM 2.2.3.2.47": The signature of a REV_INFO is of type 2
    bSignatureType is 2 and 128 bytes of signature follow.`,
  'wmdrm.revocation.current': `
    3.2.5.2 MAY "MS-DRM 3.2.5.2": Who is current need not be sent anything
    To a client with the server's own REV_INFO no revocation data has to be sent.
    untested: A server is free to send it; wmdrm.revocation.older-rev-info notes whether it does.`,
  'wmdrm.revocation.distribution': `
    3.2.3 MUST "MS-DRM 3.2.3": Lists flow from the enrollment server
    A license server gets lists, REV_INFO and white list from a server of Microsoft's.
    untested: Nothing of that is on the wire between client and license server.`,
});
