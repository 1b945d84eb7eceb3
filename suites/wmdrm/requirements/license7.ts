import { rows } from '../../../harness/verdict/rows.ts';

/** Version 7 licenses (MS-DRM 2.2.3.2.4, 2.2.3.2.4.2). */
export const license7 = rows('Version 7 licenses', {
  'wmdrm.license7.opens': `
    2.2.3.2.4 MUST "MS-DRM 2.2.3.2.4": A license is encrypted to the machine that asked
    KMpriv opens the first 80 bytes to a block, and RC4 with bytes 2 to 8 of it opens the rest to a license.`,
  'wmdrm.license7.block-first': `
    2.2.3.2.4 MUST "MS-DRM 2.2.3.2.4": The block begins with 7
    Byte 0 of the block that is encrypted to the machine is 0x07.`,
  'wmdrm.license7.block-second': `
    2.2.3.2.4 MUST "MS-DRM 2.2.3.2.4": The block's second byte is 1
    Byte 1 of the block that is encrypted to the machine is 0x01.`,
  'wmdrm.license7.document': `
    2.2.3.2.4.2 MUST "MS-DRM 2.2.3.2.4.2": A license is valid against its schema
    LICENSE holds LICENSORINFO, whose DATA begins with LID, KID, ISSUEDATE, PRIORITY, CONTENTPUBKEY and RevocationList.`,
  'wmdrm.license7.certificates': `
    2.2.3.2.8 MUST "MS-DRM 2.2.3.2.8": A license comes with at least two certificates
    CERTIFICATECHAIN shows the root's certificate and the server's, and maybe more.`,
  'wmdrm.license7.signature': `
    2.2.3.2.40 MUST "MS-DRM 2.2.3.2.40": A license is signed by the license server
    VALUE verifies with KL over DATA, its tags included.`,
  'wmdrm.license7.content-key': `
    2.2.3.2.44 MUST "MS-DRM 2.2.3.2.44": The content key is encrypted to the machine
    KMpriv opens VALUE of ENABLINGBITS, and to the content's key where the target knows it.`,
  'wmdrm.license7.kid': `
    2.2.3.2.4.2 SHOULD "WMRM SDK: a license is made by the key id of the content's header": A license is for the content of the request
    The KID of the content's header is that of a license in the response.`,
});
