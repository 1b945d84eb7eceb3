import { rows } from '../../../harness/verdict/rows.ts';

const untold = 'of the request is what the higher layer is told as';

/**
 * What a server's higher layer is told of a request (MS-DRM 3.2.5.2). A target can name a URL where it
 * tells (docs/wmdrm.md); the sentence that lists the elements counts for each row.
 */
export const state = rows('State variables', {
  'wmdrm.state.wrm-header': `
    3.2.5.2 SHOULD 1518f1b20cb5c39e: The content's header is exposed as WRMHeader
    WRMHEADER ${untold} WRMHeader.`,
  'wmdrm.state.subject-id1': `
    3.2.5.2 SHOULD 1518f1b20cb5c39e: SUBJECTID1 is exposed as SubjectId1
    SUBJECTID1 ${untold} SubjectId1.`,
  'wmdrm.state.subject-id2': `
    3.2.5.2 SHOULD 1518f1b20cb5c39e: SUBJECTID2 is exposed as SubjectId2
    SUBJECTID2 ${untold} SubjectId2.`,
  'wmdrm.state.drmk-version': `
    3.2.5.2 SHOULD 1518f1b20cb5c39e: DRMKVERSION is exposed as DrmKVersion
    DRMKVERSION ${untold} DrmKVersion.`,
  'wmdrm.state.revocation-info': `
    3.2.5.2 SHOULD 1518f1b20cb5c39e: REVOCATIONINFO is exposed as RevocationInfo
    REVOCATIONINFO ${untold} RevocationInfo.`,
  'wmdrm.state.security-version': `
    3.2.5.2 SHOULD 1518f1b20cb5c39e: SECURITYVERSION is exposed as SecurityVersion
    SECURITYVERSION ${untold} SecurityVersion.`,
  'wmdrm.state.client-version': `
    3.2.5.2 SHOULD 1518f1b20cb5c39e: CLIENTVERSION is exposed as ClientVersion
    CLIENTVERSION ${untold} ClientVersion.`,
  'wmdrm.state.client-app-sec': `
    3.2.5.2 SHOULD 1518f1b20cb5c39e: The application's security level is exposed as ClientAppSec
    APPSECURITY, which the sentence calls APPSEC, ${untold} ClientAppSec.`,
  'wmdrm.state.client-certificate': `
    3.2.5.2 MUST 3829652a8bf96926: The client's certificate is decrypted and exposed
    KSpriv opens EncRandNum to SessionKey, and RC4 with that the certificate, which the higher layer is told as ClientCertificate.`,
});
