import { rows } from '../../../harness/verdict/rows.ts';

/** How version 1 requests are validated and answered (MS-DRM 3.2.5.1). */
export const version1 = rows(
  { operation: 'Version 1', heldBy: 'tests/license-server/client.spec.ts' },
  {
    'wmdrm.version1.license': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": A version 1 request gets a license in a page
    The answer is an HTML page that holds one license in base64.`,
    'wmdrm.version1.drmver-ignored': `
    2.2.2.1 MUST "MS-DRM 2.2.2.1": The value of DRMVer makes no difference
    Whatever a client says in DRMVer, the server does not look at it.`,
    'wmdrm.version1.length': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": A request longer than 201 bytes is refused with 2007
    A packet with more bytes than the structure has gets error 2007, word for word.`,
    'wmdrm.version1.version': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": A request of another Version is refused with 2008
    A packet whose first four bytes are not 0, 1, 0, 1 gets error 2008, word for word.`,
    'wmdrm.version1.decryption': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": A request that can not be decrypted is refused with 2003
    A packet whose EncRandNum is no pair of points of the curve gets error 2003, word for word.`,
    'wmdrm.version1.app-security': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": Too low an AppSec is refused with 2025
    A packet with an AppSec below what the license needs gets error 2025, word for word.`,
    'wmdrm.version1.unlisted': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": A client outside of the white list is refused with 4004
    A packet with a certificate whose key is not listed gets error 4004, word for word.`,
    'wmdrm.version1.signature': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": A certificate that is wrongly signed is refused with 2009
    A packet with a listed key under a signature that does not verify gets error 2009, word for word.`,
    'wmdrm.version1.packet': `
    2.2.2.1 MUST client "MS-DRM 2.2.2.1 and 3.1.5.1.1": A version 1 request has 201 bytes
    The packet is Version, EncRandNum for KS, and under RC4 the certificate, KeyID, Rights and AppSec.`,
    'wmdrm.version1.session-key': `
    3.1.5.1.1 MUST client "MS-DRM 3.1.5.1.1": Each request has a SessionKey of its own
    The client draws 16 random bytes for each request.`,
    'wmdrm.version1.short': `
    3.2.5.1 MAY "MS-DRM 3.2.5.1": Nothing is said of shorter requests
    What a packet with fewer bytes gets is left open.
    untested: No sentence says what is to be answered; wmdrm.version1.length notes what is.`,
    'wmdrm.version1.page': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": The page of version 1 has a form of its own
    The license is embedded in a page in the way that the document shows.
    untested: The page is not in what could be recovered of the document, so licenses are looked for anywhere in it.`,
  },
);
