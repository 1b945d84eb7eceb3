import { clockVersions, type ClockService } from '../../harness/target/clock.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { completeLimits, type Target } from '../../harness/target/target.ts';
import { openTransport } from '../../harness/transport/transport.ts';
import type { WireRequest } from '../../harness/transport/wire.ts';
import { conforming } from '../../reference/clock/behaviour.ts';
import { clockMutants } from '../../reference/mutants/clock/mutants.ts';
import type { GenuineAnswers } from '../../reference/null/null-server.ts';
import { startClockReference } from '../reference-clock.ts';
import { proofSeed, type Protocol, type RunningReference, type Variation } from './protocol.ts';

/** Secure clocks and the services of client owners. */
export const clockProtocol: Protocol = {
  name: 'clock',
  loadSuite: async () => (await import('../../suites/clock/collect-checks.ts')).loadSuite(),
  mutants: clockMutants,
  conforming,
  start,
  conformingServers: [],
  projectsFor: () => ['clock'],
  nullPlan: (genuine, base) => moveTo(new URL(base).origin, genuine),
  recordGenuineAnswers,
  standInFor,
  places,
};

async function start({ behaviour = {} }: Variation = {}): Promise<RunningReference> {
  const { clock, services, close } = await startClockReference(behaviour);
  const plan: SuitePlan = {
    deployments: {},
    ...{ clock, services, tls: {}, limits: completeLimits(), seed: proofSeed },
    permissions: { mayIssue: true, mayDecommission: false },
  };
  return { plan, close };
}

/** The same target, with every address at another server. */
function moveTo(origin: string, { clock, services = [], ...plan }: SuitePlan): SuitePlan {
  const move = (url: string): string => {
    const { pathname, search } = new URL(url);
    return origin + pathname + search;
  };
  const moved = clockVersions.flatMap(version => {
    const given = clock?.services[version];
    if (given === undefined) return [];
    return [[version, movedService(given, move)] as const];
  });
  return {
    ...plan,
    ...(clock !== undefined && {
      clock: { ...clock, services: Object.fromEntries(moved) },
    }),
    services: services.map(service => ({ ...service, url: move(service.url) })),
  };
}

function movedService(service: ClockService, move: (url: string) => string): ClockService {
  const { link } = service;
  return { service: move(service.service), ...(link !== undefined && { link: move(link) }) };
}

/** A redirect, a petition's answer, and a response to somebody else's challenge. */
async function recordGenuineAnswers({ clock, tls }: SuitePlan): Promise<GenuineAnswers> {
  const { link = '', service = '' } = clock?.services.v1 ?? {};
  const transport = openTransport({ tls });
  const ask = async (request: Pick<WireRequest, 'url'> & Partial<WireRequest>) => {
    const outcome = await transport.send({ method: 'GET', headers: {}, ...request });
    if (outcome.kind === 'failure') throw new Error(outcome.message);
    return outcome;
  };
  try {
    const { headers } = await ask({ url: link });
    const location = headers.find(([name]) => name === 'location')?.[1] ?? '';
    const challengeUrl = Buffer.from((await ask({ url: service })).body).toString('utf8');
    const xml =
      '<SECURECLOCK_CHALLENGE type="challenge"><DATA><URL>urn:x</URL><TID>somebody else</TID></DATA></SECURECLOCK_CHALLENGE>';
    const form = new URLSearchParams({ challenge: Buffer.from(xml).toString('base64') });
    const response = await ask({
      url: challengeUrl,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: Buffer.from(form.toString()),
    });
    const text = Buffer.from(response.body).toString('utf8');
    return ({ method, target }) => {
      if (target.startsWith('/fwlink/'))
        return { type: 'text/html', status: 302, headers: { location }, body: '' };
      return { type: 'text/html', body: method === 'GET' ? challengeUrl : text };
    };
  } finally {
    await transport.close();
  }
}

/** Whole addresses first; then origins, since a clock names the address of a challenge itself. */
function places(
  { clock, services = [] }: Target,
  standIn: SuitePlan,
): readonly (readonly [string, string])[] {
  const whole = [
    ...clockVersions.flatMap(version => {
      const [from, to] = [standIn.clock?.services[version], clock?.services[version]];
      return [[from?.link, to?.link] as const, [from?.service, to?.service] as const];
    }),
    ...services.map(({ url }, index) => [standIn.services?.[index]?.url, url] as const),
  ].flatMap(([from, to]) => (from === undefined || to === undefined ? [] : [[from, to] as const]));
  const origins = whole.map(([from, to]) => [new URL(from).origin, new URL(to).origin] as const);
  return [...whole, ...origins];
}

/** As many versions, and as many services, as the target has; a service is stood for by any other. */
function standInFor(target: Target, reference: SuitePlan): SuitePlan {
  const { clock, services = [], permissions } = target;
  const known = reference.clock?.services ?? {};
  const versions = clockVersions.flatMap(version => {
    const [named, own] = [clock?.services[version], known[version]];
    if (named === undefined || own === undefined) return [];
    const { service } = own;
    return [[version, named.link === undefined ? { service } : own] as const];
  });
  const stand = reference.services ?? [];
  return {
    ...reference,
    permissions,
    ...(clock !== undefined && {
      clock: {
        services: Object.fromEntries(versions),
        toleranceSeconds: clock.toleranceSeconds,
      },
    }),
    services: services.flatMap((_, index) => stand[index % stand.length] ?? []),
  };
}
