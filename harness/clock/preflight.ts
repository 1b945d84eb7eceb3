import { randomInt } from 'node:crypto';
import { createRedactor } from '../report/redact.ts';
import { recordExchanges } from '../report/recorder.ts';
import { openForPreflight } from '../runner/open-for-preflight.ts';
import type { SuitePlan } from '../runner/suite-plan.ts';
import { clockVersions } from '../target/clock.ts';
import { readOnly } from '../target/permissions.ts';
import { accessOf, type Access } from '../transport/access.ts';
import { secretsOf } from '../transport/secrets.ts';
import { notReached, type NotReached } from '../transport/not-reached.ts';
import { unreached } from '../transport/unreached.ts';
import type { WireFailure } from '../transport/wire.ts';
import { readHeaders } from './service-headers.ts';
import type { ClockState } from './state.ts';

/** Seconds of tolerance where the target has services of client owners only. */
const defaultTolerance = 300;

/**
 * Looks whether anything of the target can be reached: one GET per version of the service, of its link
 * where it has one, since a service takes a GET for a petition. Services of client owners are not
 * asked: nobody knows what they do with it.
 *
 * @throws UserError when a header's secret can't be had
 */
export async function preflight(plan: SuitePlan): Promise<ClockState> {
  const { services = {}, toleranceSeconds = defaultTolerance } = plan.clock ?? {};
  const access = withoutCredentials(plan);
  const owners = plan.services ?? [];
  for (const { name, headers } of owners) readHeaders(name, headers);
  const state: ClockState = {
    ...access,
    services,
    toleranceSeconds,
    owners,
    permissions: plan.permissions ?? readOnly,
    seed: plan.seed ?? randomInt(2 ** 31 - 1),
  };
  const addresses = clockVersions.flatMap(
    version => services[version]?.link ?? services[version]?.service ?? [],
  );
  return { ...state, ...(await lookFor(plan, access, addresses)) };
}

async function lookFor(
  plan: SuitePlan,
  access: Access,
  addresses: readonly string[],
): Promise<Partial<NotReached>> {
  const transport = openForPreflight(plan, access);
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
    const redactor = createRedactor(secretsOf(access));
    const { code, message } = refused ?? first;
    return notReached({ code, message: redactor.text(message) });
  } finally {
    await transport.close();
  }
}

function isNoAnswer({ code }: WireFailure): boolean {
  return unreached.has(code) || code === 'unauthorized';
}

/** A target's credentials are for its license servers; links are other people's hosts, as a rule. */
function withoutCredentials({ tls, limits, proxy }: Access): Access {
  return accessOf({ tls, limits, ...(proxy !== undefined && { proxy }) });
}
