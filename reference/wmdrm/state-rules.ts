import { encodeBase64 } from '../../harness/base64.ts';
import type { ReadRequest } from './read-request.ts';

/** The state variables of a request by their names; without those whose element was missing. */
export type StateVariables = Readonly<Record<string, string>>;

/** What the higher layer is told (MS-DRM 3.2.5.2). SessionKey is internal, and never told. */
export interface StateRules {
  /** @param pkcert - the certificate in CLIENTID, decrypted */
  readonly stateVariables: (request: ReadRequest, pkcert: Uint8Array) => StateVariables;
}

export const conformingState: StateRules = {
  stateVariables(request, pkcert) {
    const variables = {
      WRMHeader: request.header,
      SubjectId1: request.subjectId1,
      SubjectId2: request.subjectId2,
      DrmKVersion: request.drmkVersion,
      RevocationInfo: request.revocationInfo,
      SecurityVersion: request.securityVersion,
      ClientVersion: request.clientVersion,
      ClientAppSec: request.appSecurity,
      ClientCertificate: encodeBase64(pkcert),
    };
    return Object.fromEntries(
      Object.entries(variables).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as const],
      ),
    );
  },
};
