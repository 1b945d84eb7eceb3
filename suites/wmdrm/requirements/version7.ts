import { rows } from '../../../harness/verdict/rows.ts';

/** How version 7 requests are validated (MS-DRM 3.2.5.2). */
export const version7 = rows(
  { operation: 'Version 7', heldBy: 'tests/license-server/client.spec.ts' },
  {
    'wmdrm.version7.v1challenge': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2, Request Validation": The version 1 request inside is validated, too
    V1CHALLENGE is held to all rules of version 1, and refused with its errors.`,
    'wmdrm.version7.client-id-decoding': `
    3.2.5.2 MUST f5b9678870d2b5cb: A CLIENTID of other than 168 bytes is refused with 0x8004800F
    When the base64 of CLIENTID is none, or holds more or fewer bytes, the error is DRM_E_LIC_CLIENDID_DECODING_FAILURE.`,
    'wmdrm.version7.white-list': `
    3.2.5.2 MUST 463bc5fbff51b022: The client is looked up in the white list
    A certificate that is well signed and not listed, or no longer, gets no license.`,
    'wmdrm.version7.unlisted': `
    3.2.5.2 MUST e0681ebeae66c902: A client that is not known is refused with 0x8004800E
    To a certificate that no known authority signed and no list holds, the answer is DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT.`,
    'wmdrm.version7.signature': `
    3.2.5.2 MUST e0681ebeae66c902: A certificate that is wrongly signed is refused with 0x8004800E
    To a listed key under a signature that does not verify, the answer is DRM_E_LIC_UNAUTHORIZED_DRM_CLIENT.`,
    'wmdrm.version7.client-id-bits': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2, Request Validation": Changed bits of what the client encrypted are noticed
    With a bit of EncRandNum or of the certificate changed, twenty of which are tried, the client's data no longer verify, and no license comes.`,
    'wmdrm.version7.client-id': `
    2.2.3.1.3.4 MUST client "MS-DRM 2.2.3.1.3.4 and 3.1.5.2.1": A CLIENTID has 168 bytes
    It is a version, EncRandNum encrypted to KS, and the machine certificate under RC4.`,
    'wmdrm.version7.v1-key-id': `
    3.1.5.2.1 MUST client "MS-DRM 3.1.5.2.1": The version 1 request inside names no key
    KeyID in V1CHALLENGE is all zeros.`,
    'wmdrm.version7.header-verbatim': `
    2.2.3.1.3.12 MUST client "MS-DRM 2.2.3.1.3.12": The content's header goes along as it is
    The client copies the header out of the content, to the byte.`,
    'wmdrm.version7.higher-layer': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2, Response Generation": The higher layer hands its licenses over
    The higher layer calls TransmitLicensesToClient with all licenses, their versions and lengths.
    untested: It is an interface inside of the server; what comes of it is judged in the response.`,
    'wmdrm.version7.initialization': `
    3.2.3 MUST "MS-DRM 3.2.3": A server is initialized before it serves
    Revocation lists, REV_INFO and white list are there before clients are validated.
    untested: Nothing on the wire shows when that was done.`,
  },
);
