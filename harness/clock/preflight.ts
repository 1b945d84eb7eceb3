import { randomInt } from 'node:crypto';
import { createRedactor } from '../report/redact.ts';
import { recordExchanges } from '../report/recorder.ts';
import type { SuitePlan } from '../runner/suite-plan.ts';
import { clockVersions } from '../target/clock.ts';
import { readOnly } from '../target/permissions.ts';
import { accessOf } from '../transport/access.ts';
import { secretsOf } from '../transport/secrets.ts';
import { openTransport } from '../transport/transport.ts';
import { unreached } from '../transport/unreached.ts';
import type { WireFailure } from '../transport/wire.ts';
import type { ClockState } from './state.ts';

/** Longest wait for one answer before the run begins, in milliseconds. */
const preflightDeadline = 5_000;

/** Seconds of tolerance where the target has services of client owners only. */
const defaultTolerance = 300;

/**
 * Looks whether anything of the target can be reached: one GET per version of the service, of its link
 * where it has one, since a service takes a GET for a petition. Services of client owners are not
 * asked: nobody knows what they do with it.
 */
export async function preflight(plan: SuitePlan): Promise<ClockState> {
  const { services = {}, toleranceSeconds = defaultTolerance } = plan.clock ?? {};
  const state: ClockState = {
    ...accessOf(plan),
    services,
    toleranceSeconds,
    owners: plan.services ?? [],
    permissions: plan.permissions ?? readOnly,
    seed: plan.seed ?? randomInt(2 ** 31 - 1),
  };
  const addresses = clockVersions.flatMap(
    version => services[version]?.link ?? services[version]?.service ?? [],
  );
  return { ...state, ...(await notReached(plan, addresses)) };
}

async function notReached(
  plan: SuitePlan,
  addresses: readonly string[],
): Promise<Pick<ClockState, 'unreachable' | 'unauthorized'>> {
  const deadlineMs = Math.min(plan.limits.deadlineMs, preflightDeadline);
  const transport = openTransport({
    ...accessOf(plan),
    limits: { ...plan.limits, deadlineMs },
    ...(plan.gate !== undefined && { gate: plan.gate }),
  });
  try {
    const recorder = recordExchanges(transport, plan.onSent);
    const sent = await Promise.all(
      addresses.map(url => recorder.send({ url, method: 'GET', headers: {} })),
    );
    const failures = sent.flatMap(({ outcome }) =>
      outcome.kind === 'failure' && isNoAnswer(outcome) ? [outcome] : [],
    );
    const [first] = failures;
    if (first === undefined || failures.length < addresses.length) return {};
    const refused = failures.find(({ code }) => code === 'unauthorized');
    // What a server said is quoted there, and it may have said what it was sent.
    const redactor = createRedactor(secretsOf(plan));
    return {
      unreachable: redactor.text((refused ?? first).message),
      ...(refused !== undefined && { unauthorized: true }),
    };
  } finally {
    await transport.close();
  }
}

function isNoAnswer({ code }: WireFailure): boolean {
  return unreached.has(code) || code === 'unauthorized';
}
