import type { WmdrmDeployment } from '../../harness/target/wmdrm.ts';
import type { RevInfo } from '../../harness/wmdrm/rev-info.ts';
import type { RevocationData, RevocationNode } from './revocation-data.ts';

/** Who is sent revocation data, and which (MS-DRM 3.2.3, 3.2.5.2). */
export interface RevocationRules {
  /**
   * Whether a client's data is older than the server's.
   *
   * @param given - undefined where the client sent none, or what can't be read
   */
  readonly isOlder: (
    given: RevInfo | undefined,
    own: RevInfo,
    deployment: WmdrmDeployment,
  ) => boolean;
  readonly revocationNodes: (
    data: RevocationData,
    given: RevInfo | undefined,
  ) => readonly RevocationNode[];
}

export const conformingRevocation: RevocationRules = {
  isOlder(given, own) {
    if (given === undefined || given.riv < own.riv) return true;
    return own.records.some(({ list, version }) => {
      const same = given.records.find(each => Buffer.compare(each.list, list) === 0);
      return same === undefined || same.version < version;
    });
  },
  revocationNodes: ({ revInfo, lists }) => [revInfo, ...lists],
};
