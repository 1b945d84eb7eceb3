import { expect, test } from '@playwright/test';
import { startClockReference, type ClockReference } from '../../cli/reference-clock.ts';
import { runChecks, type CheckOutcome } from '../../harness/runner/run-checks.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { clockVersions } from '../../harness/target/clock.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { describeFinding } from '../../harness/verdict/violation.ts';
import type { Behaviour } from '../../reference/clock/behaviour.ts';
import { clockMutants } from '../../reference/mutants/clock/mutants.ts';
import { nullServers, type GenuineAnswers } from '../../reference/null/null-server.ts';
import { catalogue } from '../../suites/clock/catalogue.ts';
import { loadSuite } from '../../suites/clock/collect-checks.ts';

function planOf({ clock, services }: Pick<ClockReference, 'clock' | 'services'>): SuitePlan {
  return {
    deployments: {},
    clock,
    services,
    tls: {},
    limits: completeLimits({ deadlineMs: 2_000 }),
    permissions: { mayIssue: true, mayDecommission: false },
  };
}

/** Runs all checks against a reference server. */
async function judge(behaviour: Partial<Behaviour> = {}): Promise<readonly CheckOutcome[]> {
  const reference = await startClockReference(behaviour);
  try {
    return await runChecks(await loadSuite(), planOf(reference));
  } finally {
    await reference.close();
  }
}

function describe({ requirement, outcome }: CheckOutcome): string {
  if (outcome.kind === 'broken')
    return `${requirement}: ${outcome.findings.map(describeFinding).join('; ')}`;
  return `${requirement}: ${outcome.kind === 'kept' ? 'kept' : outcome.reason}`;
}

test('the conforming server keeps every row that has a check', async () => {
  const outcomes = await judge();
  expect(outcomes.filter(({ outcome }) => outcome.kind !== 'kept').map(describe)).toEqual([]);
  const checked = Object.entries(catalogue.requirements).filter(
    ([, { untested }]) => untested === undefined,
  );
  expect(outcomes.map(({ requirement }) => requirement).sort()).toEqual(
    checked.map(([id]) => id).sort(),
  );
});

for (const { name, breaks, behaviour } of clockMutants)
  test(`the mutant ${name} is caught, by its rows and by no others`, async () => {
    const broken = (await judge(behaviour)).filter(({ outcome }) => outcome.kind === 'broken');
    expect(
      broken.map(({ requirement }) => requirement).sort(),
      broken.map(describe).join('\n'),
    ).toEqual([...breaks].sort());
  });

test('each row that has a check is broken by a mutant', async () => {
  const { checks } = await loadSuite();
  const broken = new Set(clockMutants.flatMap(({ breaks }) => breaks));
  expect(checks.flatMap(({ requirements }) => requirements).filter(id => !broken.has(id))).toEqual(
    [],
  );
  expect(new Set(clockMutants.map(({ name }) => name)).size).toBe(clockMutants.length);
});

for (const server of nullServers)
  test(`a server that ${server.name} keeps no row`, async () => {
    const genuine = await startClockReference();
    const { base, close } = await server.start(await genuineAnswers(genuine));
    try {
      const outcomes = await runChecks(await loadSuite(), {
        ...planOf(movedTo(base, genuine)),
        limits: completeLimits({ deadlineMs: 500 }),
      });
      expect(outcomes.length).toBeGreaterThan(15);
      expect(outcomes.filter(({ outcome }) => outcome.kind === 'kept').map(describe)).toEqual([]);
    } finally {
      await close();
      await genuine.close();
    }
  });

/** The same target, with every address at another server. */
function movedTo(base: string, { clock, services }: ClockReference) {
  const move = (url: string): string => {
    const { pathname, search } = new URL(url);
    return new URL(base).origin + pathname + search;
  };
  const moved = clockVersions.map(version => {
    const { link = '', service = '' } = clock.services[version] ?? {};
    return [version, { link: move(link), service: move(service) }] as const;
  });
  return {
    clock: { ...clock, services: Object.fromEntries(moved) },
    services: services.map(service => ({ ...service, url: move(service.url) })),
  };
}

/** What a conforming server answered somebody else: a redirect, a petition's answer, a response. */
async function genuineAnswers({ clock }: ClockReference): Promise<GenuineAnswers> {
  const { link = '', service = '' } = clock.services.v1 ?? {};
  const redirect = await fetch(link, { redirect: 'manual' });
  const challengeUrl = await (await fetch(service)).text();
  const xml =
    '<SECURECLOCK_CHALLENGE type="challenge"><DATA><URL>urn:x</URL><TID>somebody else</TID></DATA></SECURECLOCK_CHALLENGE>';
  const form = new URLSearchParams({ challenge: Buffer.from(xml).toString('base64') });
  const response = await fetch(challengeUrl, { method: 'POST', body: form });
  expect(response.status).toBe(200);
  const text = await response.text();
  const location = redirect.headers.get('location') ?? '';
  return ({ method, target }) => {
    if (target.startsWith('/fwlink/'))
      return { type: 'text/html', status: 302, headers: { location }, body: '' };
    return { type: 'text/html', body: method === 'GET' ? challengeUrl : text };
  };
}
