import { Blocked } from '../verdict/blocked.ts';
import type { WmdrmDeployment } from '../target/wmdrm.ts';
import { isRevInfo, readRevInfo, writeRevInfo } from '../wmdrm/rev-info.ts';
import type { WmdrmContext } from './context.ts';
import { requireDirect } from './direct-response.ts';
import { withRevocationInfo } from './edits.ts';
import { ifReadable } from './open-license.ts';

/** What a client with certain revocation data is sent. */
export interface SentRevocation {
  /** The first REV_INFO. */
  readonly revInfo: Uint8Array | undefined;
  /** Its dwRIV, where it could be read. */
  readonly riv: number | undefined;
  /** Everything else: lists. */
  readonly others: readonly Uint8Array[];
  readonly count: number;
}

/** A REV_INFO that is older than any: its dwRIV is 0. It is signed by nobody. */
export const oldestRevInfo: Uint8Array = writeRevInfo({ riv: 0 });

/**
 * What a server state sends to a client with this REV_INFO.
 *
 * @param fixture - tells requests with different ones apart
 */
export async function revocationFor(
  context: WmdrmContext,
  deployment: WmdrmDeployment,
  revInfo: Uint8Array,
  fixture: string,
): Promise<SentRevocation> {
  const reply = await context.ask({
    deployment,
    fixture,
    edit: text => withRevocationInfo(text, revInfo),
  });
  const { revocations } = requireDirect(reply, `a request with ${fixture} to ${deployment}`);
  const decoded = revocations.flatMap(({ bytes }) => bytes ?? []);
  const sent = decoded.find(isRevInfo);
  return {
    revInfo: sent,
    riv: sent && ifReadable(() => readRevInfo(sent))?.riv,
    others: decoded.filter(bytes => !isRevInfo(bytes)),
    count: revocations.length,
  };
}

/** What a server state sends to the oldest client. */
export function sentToOldest(
  context: WmdrmContext,
  deployment: WmdrmDeployment,
): Promise<SentRevocation> {
  return revocationFor(context, deployment, oldestRevInfo, 'older-rev-info');
}

/** The REV_INFO of a server state. @throws Blocked `license-missing` where it sends none */
export async function newestRevInfo(
  context: WmdrmContext,
  deployment: WmdrmDeployment,
): Promise<Uint8Array> {
  const { revInfo } = await sentToOldest(context, deployment);
  if (revInfo !== undefined) return revInfo;
  throw new Blocked(
    'license-missing',
    `${deployment} sends no REV_INFO to an older client: wmdrm.revocation.older-rev-info.`,
  );
}
