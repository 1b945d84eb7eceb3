import { randomInt } from 'node:crypto';
import { recordExchanges } from '../report/recorder.ts';
import { createRedactor } from '../report/redact.ts';
import { openForPreflight } from '../runner/open-for-preflight.ts';
import type { SuitePlan } from '../runner/suite-plan.ts';
import { readOnly } from '../target/permissions.ts';
import { defaultClientInfo } from '../target/wmdrm.ts';
import { accessOf } from '../transport/access.ts';
import { notReached, type NotReached } from '../transport/not-reached.ts';
import { secretsOf } from '../transport/secrets.ts';
import { unreached } from '../transport/unreached.ts';
import { makeKit } from './kit.ts';
import type { WmdrmState } from './state.ts';

/**
 * Looks whether the WMDRM server of a target can be reached: one GET without a challenge, which is no
 * request for a license, so that a dead server costs seconds.
 *
 * @throws UserError for a key that the target names and that can't be read
 */
export async function preflight(plan: SuitePlan): Promise<WmdrmState> {
  const state: WmdrmState = {
    ...accessOf(plan),
    ...(plan.wmdrm ?? {
      deployments: {},
      versions: [1, 7],
      content: {},
      actions: ['Play'],
      clientInfo: defaultClientInfo,
      header: { place: 'LICENSEREQUEST' },
      assumptions: {},
    }),
    permissions: plan.permissions ?? readOnly,
    seed: plan.seed ?? randomInt(2 ** 31 - 1),
  };
  refuseWrongKeys(state);
  const [url] = Object.values(state.deployments);
  return url === undefined
    ? { ...state, unreachable: 'The target names no deployment of a WMDRM server.' }
    : { ...state, ...(await look(plan, state, url)) };
}

/** Each worker reads them anew; here they are only looked at. */
function refuseWrongKeys(state: WmdrmState): void {
  const kit = makeKit(state, () => undefined);
  if (state.client !== undefined) kit.client('listed');
  if (state.unlistedClient !== undefined) kit.client('unlisted');
  kit.contentKey();
}

async function look(plan: SuitePlan, state: WmdrmState, url: string): Promise<Partial<NotReached>> {
  const transport = openForPreflight(plan);
  try {
    const recorder = recordExchanges(transport, plan.onSent);
    const { outcome } = await recorder.send({ url, method: 'GET', headers: {} });
    if (outcome.kind !== 'failure') return {};
    if (!unreached.has(outcome.code) && outcome.code !== 'unauthorized') return {};
    // What a server said is quoted there, and it may have said what it was sent.
    const message = createRedactor(secretsOf(state)).text(outcome.message);
    return notReached({ code: outcome.code, message });
  } finally {
    await transport.close();
  }
}
