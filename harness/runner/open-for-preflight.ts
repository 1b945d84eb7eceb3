import { accessOf, type Access } from '../transport/access.ts';
import { openTransport } from '../transport/transport.ts';
import type { Transport } from '../transport/wire.ts';
import type { SuitePlan } from './suite-plan.ts';

/** Longest wait for one answer before the run begins, in milliseconds. */
const preflightDeadline = 5_000;

/**
 * A transport for a preflight: a dead or garbage server may cost seconds, not the run's deadline.
 *
 * @param access - the plan's own unless given
 */
export function openForPreflight(plan: SuitePlan, access: Access = accessOf(plan)): Transport {
  const deadlineMs = Math.min(plan.limits.deadlineMs, preflightDeadline);
  return openTransport({
    ...access,
    limits: { ...plan.limits, deadlineMs },
    ...(plan.gate !== undefined && { gate: plan.gate }),
  });
}
