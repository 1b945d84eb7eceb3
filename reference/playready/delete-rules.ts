import { protocols } from '../../harness/playready/namespaces.ts';
import { writeResponse } from './write-response.ts';

/** ProcessDeleteLicenseData (PlayReady-facts 1.9). */
export interface DeleteRules {
  /** The SessionID of the answer, given that of the request. */
  readonly deletedSession: (sessionId: string) => string;
  readonly writeDeleteResponse: (sessionId: string) => string;
}

export const conformingDelete: DeleteRules = {
  deletedSession: sessionId => sessionId,
  writeDeleteResponse: sessionId =>
    writeResponse(
      'ProcessDeleteLicenseData',
      `<DeleteLicenseResponse xmlns="${protocols}"><Version>1</Version><SessionID>${sessionId}</SessionID></DeleteLicenseResponse>`,
    ),
};
