import { Blocked } from '../verdict/blocked.ts';
import type { WmdrmDeployment } from '../target/wmdrm.ts';
import {
  isRevInfo,
  oldestRevInfo,
  readRevInfo,
  signedBytes,
  type RevInfo,
  type RevInfoLayout,
} from '../wmdrm/rev-info.ts';
import type { WmdrmContext } from './context.ts';
import { requireDirect, type DirectResponse } from './direct-response.ts';
import { withRevocationInfo } from './edits.ts';
import { ifReadable } from './open-license.ts';
import type { WmdrmRequest } from './request.ts';

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
  const reply = await context.ask(requestWith(context, deployment, revInfo, fixture));
  const { revocations } = requireDirect(reply, `a request with ${fixture} to ${deployment}`);
  const decoded = revocations.flatMap(({ bytes }) => bytes ?? []);
  const sent = decoded.find(isRevInfo);
  return {
    revInfo: sent,
    riv: sent && readInLayout(context, sent)?.riv,
    others: decoded.filter(bytes => !isRevInfo(bytes)),
    count: revocations.length,
  };
}

function requestWith(
  { state }: WmdrmContext,
  deployment: WmdrmDeployment,
  revInfo: Uint8Array,
  fixture: string,
): WmdrmRequest {
  const edit = (text: string) => withRevocationInfo(text, revInfo, state.header.place);
  return { deployment, fixture, edit };
}

/**
 * A REV_INFO as the target declares its layout, or else in the one that its length fits, the assumed one
 * first; undefined where it can be read in none.
 */
export function readInLayout(
  context: WmdrmContext,
  bytes: Uint8Array,
): (RevInfo & { readonly layout: RevInfoLayout }) | undefined {
  const assumed = context.assume('rev-info-layout');
  const isDeclared = context.state.assumptions['rev-info-layout'] !== undefined;
  const all: readonly RevInfoLayout[] = isDeclared
    ? [assumed]
    : [assumed, assumed === 'little-endian' ? 'big-endian' : 'little-endian'];
  const found = all.flatMap(layout => {
    const read = ifReadable(() => readRevInfo(bytes, layout));
    return read === undefined ? [] : [{ ...read, layout }];
  });
  return found.find(({ length, recordCount }) => length === signedBytes(recordCount)) ?? found[0];
}

/** What the oldest clients of version 7 get, which has revocation data as a rule (MS-DRM 3.2.3). */
export async function responsesToOldest(context: WmdrmContext): Promise<readonly DirectResponse[]> {
  const found: DirectResponse[] = [];
  for (const deployment of context.deployments(7)) {
    const request = requestWith(context, deployment, oldestRevInfo, 'older-rev-info');
    const { response } = await context.answer(request);
    if (response !== undefined)
      found.push({ what: `the request of the oldest client to ${deployment}`, response });
  }
  // Says why there is nothing.
  if (found.length === 0) await context.accepted({});
  return found;
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
