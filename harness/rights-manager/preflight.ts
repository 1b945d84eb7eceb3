import { randomInt } from 'node:crypto';
import { createRedactor } from '../report/redact.ts';
import { recordExchanges } from '../report/recorder.ts';
import { openForPreflight } from '../runner/open-for-preflight.ts';
import type { SuitePlan } from '../runner/suite-plan.ts';
import type { Reply } from '../soap/reply.ts';
import { allows, readOnly } from '../target/permissions.ts';
import { accessOf } from '../transport/access.ts';
import { secretsOf } from '../transport/secrets.ts';
import { notReached } from '../transport/not-reached.ts';
import { unreached } from '../transport/unreached.ts';
import type { Transport } from '../transport/wire.ts';
import { Blocked } from '../verdict/blocked.ts';
import { renameOperation } from './edits.ts';
import { actionOf } from './operations.ts';
import { openSession } from './session.ts';
import type { PlayReadyState } from './state.ts';

/**
 * Finds out in a few requests whether the PlayReady server of a target can be reached, and whether it
 * has AcquirePackagingData, which not every one has (PlayReady-facts 1.1), so that a dead server costs
 * seconds. Of the recordings nothing but their folder is kept.
 */
export async function preflight(plan: SuitePlan): Promise<PlayReadyState> {
  const transport = openForPreflight(plan);
  try {
    const state: PlayReadyState = {
      ...accessOf(plan),
      ...(plan.playready ?? { deployments: {} }),
      permissions: plan.permissions ?? readOnly,
      absent: [],
      seed: plan.seed ?? randomInt(2 ** 31 - 1),
    };
    return withoutSecrets(await look(transport, plan, state));
  } finally {
    await transport.close();
  }
}

async function look(
  transport: Transport,
  { onSent }: SuitePlan,
  state: PlayReadyState,
): Promise<PlayReadyState> {
  const [url] = Object.values(state.deployments);
  if (url === undefined)
    return { ...state, unreachable: 'The target names no deployment of a PlayReady server.' };
  const outcome = await transport.send({ url, method: 'GET', headers: {} });
  onSent?.({ request: { url, method: 'GET', headers: {} }, outcome });
  if (outcome.kind === 'failure' && unreached.has(outcome.code))
    return { ...state, ...notReached(outcome) };
  if (outcome.kind === 'failure' && outcome.code === 'unauthorized') {
    // Without credentials, a server may still take what it asks for in another way.
    if (state.authentication !== undefined || state.proxy !== undefined)
      return { ...state, ...notReached(outcome) };
  }
  if (state.deployments.normal === undefined || !allows(state.permissions, 'issues')) return state;
  return (await lacksPackaging(transport, onSent, state))
    ? { ...state, absent: ['AcquirePackagingData'] }
    : state;
}

/**
 * Whether the server answers AcquirePackagingData as it answers an operation that no service has: with
 * the same status, and a fault of the same code without the service's exception.
 */
async function lacksPackaging(
  transport: Transport,
  onSent: SuitePlan['onSent'],
  state: PlayReadyState,
): Promise<boolean> {
  const recorder = recordExchanges(transport, onSent);
  const session = openSession(state, createRedactor());
  const name = 'AcquirePackagingData';
  try {
    const { reply } = await session.ask(recorder, name, {});
    const { reply: unknown } = await session.ask(recorder, name, {
      fixture: 'unknown-operation',
      edit: renameOperation(name),
      action: {
        value: `"${actionOf('AssayNoSuchOperation')}"`,
      },
    });
    if (refusal(reply) === undefined || refusal(reply) !== refusal(unknown)) return false;
    if (reply.fault !== undefined) return true;
    // Without a fault, it may be that nobody is let in, or that the URL is another's.
    const { reply: other } = await session.ask(recorder, 'GetMeteringCertificate', {});
    return refusal(other) !== refusal(unknown);
  } catch (error) {
    if (error instanceof Blocked) return false;
    throw error;
  }
}

/** What tells one refusal from another, whatever its words; undefined for an answer. */
function refusal({ status, fault }: Reply): string | undefined {
  if (fault === undefined) return status === 200 ? undefined : `HTTP ${status ?? 0}`;
  const isOfService = fault.detail?.children.some(({ name }) => name === 'Exception') === true;
  return isOfService ? undefined : `HTTP ${status ?? 0} ${fault.code.local}`;
}

/** What a server said is quoted there, and it may have said what it was sent. */
function withoutSecrets(state: PlayReadyState): PlayReadyState {
  const { unreachable } = state;
  if (unreachable === undefined) return state;
  return { ...state, unreachable: createRedactor(secretsOf(state)).text(unreachable) };
}
