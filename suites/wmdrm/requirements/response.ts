import { rows } from '../../../harness/verdict/rows.ts';

/** The response to version 7 requests (MS-DRM 2.2.3.2.4). */
export const response = rows('Version 7 response', {
  'wmdrm.response.schema': `
    2.2.3.2.4 MUST "MS-DRM 2.2.3.2.4 and 3.2.5.2, Response Generation": A response is valid against its schema
    LICENSERESPONSE holds any number of REVOCATION, each with its type, and then at least one LICENSE.`,
  'wmdrm.response.license-base64': `
    3.2.5.2 MUST "MS-DRM 3.2.5.2 and 2.2.3.2.4": Licenses are in base64
    The content of every LICENSE, of whichever version, can be decoded.`,
  'wmdrm.response.revocation-base64': `
    2.2.3.2.4 MUST "MS-DRM 2.2.3.2.4, schema": Revocation data is in base64
    The content of every REVOCATION can be decoded.`,
  'wmdrm.response.license-version': `
    2.2.3.2.4 SHOULD "MS-DRM 2.2.3.2.4.2 and the WMRM SDK, which names the other value": LICENSE says 2.0.0.0 or 0.1.0.0
    The attribute version, which tells the two kinds of licenses apart, has one of the two values that are known.`,
  'wmdrm.response.mixed': `
    2.2.3.2.4 MAY "MS-DRM 2.2.3.2.4": Licenses of both versions may stand in one response
    Which versions a response has, and how many licenses of each, the server decides.
    untested: A server is free in this; every license of either version is judged.`,
});
