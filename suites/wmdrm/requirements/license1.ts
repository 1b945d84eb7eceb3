import { rows } from '../../../harness/verdict/rows.ts';

/** The fields of version 1 licenses (MS-DRM 2.2.2.3, 3.2.5.1). */
export const license1 = rows('Version 1 licenses', {
  'wmdrm.license1.version': `
    2.2.2.3.4 MUST "MS-DRM 2.2.2.3.4 and 3.2.5.1": licVersion is one of the two documented values
    licVersion is 0, 1, 0 and then 0 by one section, 1 by another.
    conflicts with: wmdrm.license1.version-of-rules`,
  'wmdrm.license1.version-of-rules': `
    3.2.5.1 SHOULD "MS-DRM 3.2.5.1; 2.2.2.3.4 contradicts it, so that it can be no more": licVersion is that of the server's rules
    licVersion is 0, 1, 0, 1, as the rules for servers have it.
    conflicts with: wmdrm.license1.version`,
  'wmdrm.license1.length': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": dataLen is 117
    The length of the license's data is stated as 75, 0, 0, 0 in hexadecimal.`,
  'wmdrm.license1.kid': `
    3.2.5.1 MUST "MS-DRM 3.2.5.1": KID is the KeyID of the request
    A license that answers a version 1 request is for the key that the request names.`,
  'wmdrm.license1.key': `
    2.2.2.3.5 MUST "MS-DRM 2.2.2.3.5": The content key is for the machine, and confirmed by its complement
    KMpriv opens the key to seven bytes and the same seven inverted.`,
  'wmdrm.license1.signature': `
    2.2.2.3.4 MUST "MS-DRM 2.2.2.3.4 and 3.2.5.1": The license is signed by the license server
    sign verifies with KL over the license's data.`,
  'wmdrm.license1.certificates': `
    2.2.2.3 MUST "MS-DRM 2.2.2.3": Two certificates come with a version 1 license
    Those of the signing authority and of the server stand before the license.
    untested: The layouts of CERT and CERTIFIED_LICENSE are not public.`,
  'wmdrm.license1.rights': `
    2.2.2.3.5 MAY "MS-DRM 2.2.2.3.5": The rights of a license are the implementer's
    Which rights a license has is business logic.
    untested: A server is free in this, and most of the table of rights is not public.`,
});
