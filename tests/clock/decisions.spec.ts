import { expect, test } from '@playwright/test';
import { startClockReference, type ClockReference } from '../../cli/reference-clock.ts';
import type { ClockService, ClockTarget, ClockVersion } from '../../harness/target/clock.ts';
import { describeFinding } from '../../harness/verdict/violation.ts';
import { conforming, type Behaviour } from '../../reference/clock/behaviour.ts';
import { catalogue } from '../../suites/clock/catalogue.ts';
import { startWebServer } from '../discovery/web-server.ts';
import { decideAlone, reasonOf, type Decided } from './targets.ts';

/** A running reference server, closed after the test. */
async function withReference<Result>(
  behaviour: Partial<Behaviour>,
  use: (reference: ClockReference) => Promise<Result>,
): Promise<Result> {
  const reference = await startClockReference(behaviour);
  try {
    return await use(reference);
  } finally {
    await reference.close();
  }
}

/** The same target with one version changed, or alone. */
function changed(
  { clock }: ClockReference,
  version: ClockVersion,
  change: (service: ClockService) => Partial<ClockService>,
  alone = false,
): ClockTarget {
  const own = clock.services[version] ?? { service: '' };
  const others = alone ? {} : clock.services;
  return { ...clock, services: { ...others, [version]: { ...own, ...change(own) } } };
}

function withoutLink({ clock }: ClockReference, version: ClockVersion): ClockTarget {
  const { service = '' } = clock.services[version] ?? {};
  return { ...clock, services: { [version]: { service } } };
}

/** Runs all rows whose ids begin so, each alone. */
async function decideAll(prefix: string, parts: Parameters<typeof decideAlone>[1]) {
  const ids = Object.entries(catalogue.requirements).filter(
    ([id, { untested }]) => id.startsWith(prefix) && untested === undefined,
  );
  expect(ids.length).toBeGreaterThan(0);
  const decided: (Decided & { readonly id: string })[] = [];
  for (const [id] of ids) decided.push({ id, ...(await decideAlone(id, parts)) });
  return decided;
}

test('each check is decided alone, in a process of its own, as it is among the others', async () => {
  await withReference({}, async ({ clock, services }) => {
    const permissions = { mayIssue: true, mayDecommission: false };
    for (const { id, outcome } of await decideAll('clock.', { clock, services, permissions }))
      expect(outcome, id).toEqual({ kind: 'kept' });
  });
});

test('what is no part of the target is inapplicable, and a link that it lacks is missing', async () => {
  await withReference({}, async reference => {
    const parts = { clock: withoutLink(reference, 'v4') };
    for (const { id, outcome, sent } of await decideAll('clock.v1.', parts)) {
      expect(outcome, id).toMatchObject({ kind: 'inapplicable' });
      expect(sent, id).toEqual([]);
    }
    const { outcome } = await decideAlone('clock.v4.redirect', parts);
    expect(outcome).toMatchObject({ kind: 'blocked', code: 'deployment-missing' });
    expect(reasonOf(outcome)).toContain('clock.v4.link');
    const owners = await decideAlone('clock.client-owner.as-declared', parts);
    expect(owners.outcome).toMatchObject({ kind: 'inapplicable' });
    // Nothing public tells a Secure Time service from any other server.
    const date = await decideAlone('clock.http.date', parts);
    expect(date.outcome.kind).toBe('blocked');
    expect(date.notes.join()).toContain('V4 answers a GET with HTTP 200, text/plain');
  });
});

test('a target of services alone is judged for these', async () => {
  await withReference({}, async ({ services }) => {
    const permissions = { mayIssue: true, mayDecommission: false };
    const { outcome } = await decideAlone('clock.client-owner.as-declared', {
      services,
      permissions,
    });
    expect(outcome).toEqual({ kind: 'kept' });
    const date = await decideAlone('clock.http.date', { services, permissions });
    expect(date.outcome).toMatchObject({ kind: 'inapplicable' });
    expect(date.sent).toEqual([]);
  });
});

test('an address that is not of the target is quoted and never contacted', async () => {
  const stranger = await startWebServer((_request, response) => response.end('stranger'));
  try {
    const elsewhere = `${stranger.origin}/clock`;
    await withReference({ linkTarget: () => elsewhere }, async ({ clock }) => {
      const { outcome } = await decideAlone('clock.v2.redirect', { clock });
      expect(outcome.kind).toBe('broken');
      expect(JSON.stringify(outcome)).toContain(elsewhere);
      expect(JSON.stringify(outcome)).toContain(clock.services.v2?.service ?? '');
    });
    await withReference({ writePetitionAnswer: () => elsewhere }, async ({ clock }) => {
      const { outcome } = await decideAlone('clock.v1.tid', { clock });
      expect(outcome).toMatchObject({ kind: 'blocked', code: 'deployment-missing' });
      expect(reasonOf(outcome)).toContain(elsewhere);
      expect(reasonOf(outcome)).toContain('clock.v1.also');
    });
    await withReference(redirecting('petition', elsewhere), async ({ clock }) => {
      const { outcome } = await decideAlone('clock.v1.petition-status', { clock });
      expect(outcome).toMatchObject({ kind: 'blocked', code: 'deployment-missing' });
    });
    await withReference(redirecting('challenge', elsewhere), async ({ clock }) => {
      const { outcome } = await decideAlone('clock.v1.tid', { clock });
      expect(outcome).toMatchObject({ kind: 'blocked', code: 'deployment-missing' });
    });
    expect(stranger.got).toEqual([]);
  } finally {
    await stranger.close();
  }
});

test('origins that the target adds are gone to, as stops on the way and as challenge URLs', async () => {
  const stop = await startWebServer(({ url = '' }, response) => {
    response.writeHead(301, { location: new URLSearchParams(url.slice(2)).get('to') ?? '' });
    response.end();
  });
  try {
    const over = (target: string): string => `${stop.origin}/?to=${encodeURIComponent(target)}`;
    const writePetitionAnswer = (url: string): string => url.replace('127.0.0.1', 'localhost');
    await withReference({ writePetitionAnswer }, async reference => {
      const { service = '' } = reference.clock.services.v1 ?? {};
      const { origin, port } = new URL(service);
      const also = [stop.origin, `http://localhost:${port}`];
      const link = `${origin}/fwlink/?LinkID=v1`;
      const clock = changed(reference, 'v1', () => ({ link: over(link), also }));
      const { outcome, notes } = await decideAlone('clock.v1.redirect', { clock });
      expect(outcome).toEqual({ kind: 'kept' });
      expect(notes).toEqual(['The link leads there in 2 redirects.']);
      expect((await decideAlone('clock.v1.tid', { clock })).outcome).toEqual({ kind: 'kept' });
    });
  } finally {
    await stop.close();
  }
});

test('a link that redirects to itself over TLS is undecided, with what to do', async () => {
  const linkTarget = () => 'https://127.0.0.1:1/fwlink/?LinkID=v1';
  await withReference({ linkTarget }, async ({ clock }) => {
    const { outcome } = await decideAlone('clock.v1.redirect', { clock });
    expect(outcome).toMatchObject({ kind: 'blocked', code: 'deployment-missing' });
    expect(reasonOf(outcome)).toContain('add https://127.0.0.1:1 to `also`');
  });
});

test('a service that is named in another case is told, not judged', async () => {
  const linkTarget = (version: ClockVersion) => conforming.linkTarget(version).toLowerCase();
  await withReference({ linkTarget }, async ({ clock }) => {
    const { outcome, notes } = await decideAlone('clock.v2.redirect', { clock });
    expect(outcome).toEqual({ kind: 'kept' });
    expect(notes.join()).toContain('in another case');
  });
});

test('a petition is followed where other redirects point, too, and that is told', async () => {
  const finish: Behaviour['finish'] = (response, { place, version, request }) => {
    if (place !== 'petition' || version !== 'v1') return response;
    const location = new URL('/v2/SecureClock/VISTA_RTM/?Petition', request.url).href;
    return { ...response, status: 307, headers: { ...response.headers, location } };
  };
  await withReference({ finish }, async ({ clock }) => {
    const { outcome, notes } = await decideAlone('clock.v1.petition-status', { clock });
    expect(outcome).toEqual({ kind: 'kept' });
    expect(notes.join()).toContain('redirects petitions with 307');
  });
});

test('a server that does not take our challenge is judged for its petitions, and no more', async () => {
  await withReference({ readChallenge: () => undefined }, async ({ clock }) => {
    for (const { id, outcome } of await decideAll('clock.v1.', { clock })) {
      const { operation } = catalogue.requirements[id as keyof typeof catalogue.requirements];
      if (operation !== 'Secure-clock response') expect(outcome, id).toEqual({ kind: 'kept' });
      else expect(outcome, id).toMatchObject({ kind: 'blocked', code: 'not-public' });
    }
    const { outcome } = await decideAlone('clock.v1.tid', { clock });
    expect(reasonOf(outcome)).toContain('HTTP 400');
    expect(reasonOf(outcome)).toContain('clock.v1.challenge');
  });
});

test('such a server is judged when the target says how a challenge is written', async () => {
  const readChallenge = (form: string) => {
    const [, field, text = ''] = /^(\w+)=(.*)$/.exec(form) ?? [];
    const message = Buffer.from(decodeURIComponent(text), 'base64').toString();
    const [, url, tid] = /^<ASK><U>(.*)<\/U><T>(.*)<\/T><\/ASK>$/.exec(message) ?? [];
    return field !== 'q' || url === undefined || tid === undefined ? undefined : { url, tid };
  };
  await withReference({ readChallenge }, async reference => {
    const challenge = 'q=<ASK><U>{URL}</U><T>{TID}</T></ASK>\n';
    const clock = changed(reference, 'v1', () => ({ challenge }));
    for (const { id, outcome } of await decideAll('clock.v1.', { clock }))
      expect(outcome, id).toEqual({ kind: 'kept' });
  });
});

test('servers may spell what they answer in their own ways', async () => {
  const behaviour: Partial<Behaviour> = {
    linkStatus: () => 301,
    writePetitionAnswer: url => `${url}\r\n`,
    gmtTime: now =>
      `#${conforming.gmtTime(now).replace('T', ' ').replaceAll('-', '').slice(0, 17)}Z#`,
    refreshDate: now => conforming.refreshDate(now).replace('Z', '+00:00'),
    encodeMessage: message =>
      conforming
        .encodeMessage(`\ufeff<?xml version="1.0" encoding="utf-8"?>\n${message}`)
        .replace(/.{76}/g, '$&\r\n'),
    cacheControl: () => 'private, max-age=0',
  };
  await withReference(behaviour, async ({ clock }) => {
    const decided = [
      ...(await decideAll('clock.v1.', { clock })),
      ...(await decideAll('clock.http.', { clock })),
    ];
    for (const { id, outcome } of decided) expect(outcome, id).toEqual({ kind: 'kept' });
  });
});

test('a wrong time is told with both clocks, and with a Date that agrees', async () => {
  const late = (now: Date) => new Date(now.getTime() + 400_000);
  const gmtTime = (now: Date) => conforming.gmtTime(late(now));
  const refreshDate = (now: Date) => conforming.refreshDate(late(now));
  await withReference({ gmtTime, refreshDate }, async ({ clock }) => {
    const { outcome } = await decideAlone('clock.v1.gmttime-current', { clock });
    if (outcome.kind !== 'broken') throw new Error(`It is ${outcome.kind}.`);
    const [finding] = outcome.findings.map(describeFinding);
    expect(finding).toContain("400 s ahead of this machine's clock");
    expect(finding).not.toContain('agrees');
    const patient = await decideAlone('clock.v1.gmttime-current', {
      clock: { ...clock, toleranceSeconds: 600 },
    });
    expect(patient.outcome).toEqual({ kind: 'kept' });
  });
  const date: Behaviour['date'] = (now, place) => conforming.date(late(now), place);
  await withReference({ gmtTime, refreshDate, date }, async ({ clock }) => {
    const { outcome } = await decideAlone('clock.v1.gmttime-current', { clock });
    expect(JSON.stringify(outcome)).toContain('agrees with it');
  });
});

test('a date in a form that is not public is undecided', async () => {
  await withReference({ refreshDate: () => '132537600000000000' }, async ({ clock }) => {
    const { outcome } = await decideAlone('clock.v1.refreshdate-later', { clock });
    expect(outcome).toMatchObject({ kind: 'blocked', code: 'not-public' });
  });
});

test('a cache may hand out an old Date, when it says how old', async () => {
  const date: Behaviour['date'] = (now, place) =>
    conforming.date(new Date(now.getTime() - 900_000), place);
  const finish: Behaviour['finish'] = response => ({
    ...response,
    headers: { ...response.headers, age: '900' },
  });
  await withReference({ date, finish }, async ({ clock }) => {
    const { outcome } = await decideAlone('clock.http.date-current', { clock });
    expect(outcome).toEqual({ kind: 'kept' });
  });
  await withReference({ date }, async ({ clock }) => {
    const { outcome } = await decideAlone('clock.http.date-current', { clock });
    expect(outcome.kind).toBe('broken');
  });
});

test('servers that are gone are unreachable; one that is left is judged', async () => {
  const gone = 'http://127.0.0.1:1/';
  const dead: ClockTarget = {
    services: { v1: { link: gone, service: gone }, v4: { service: gone } },
    toleranceSeconds: 300,
  };
  for (const { id, outcome, sent } of await decideAll('clock.http.', { clock: dead })) {
    expect(outcome, id).toMatchObject({ kind: 'blocked', code: 'unreachable' });
    expect(sent, id).toEqual([]);
  }
  await withReference({}, async reference => {
    const clock = changed(reference, 'v1', () => ({ link: gone, service: gone }));
    const v1 = await decideAlone('clock.v1.redirect', { clock });
    expect(v1.outcome).toMatchObject({ kind: 'blocked', code: 'unreachable' });
    const v2 = await decideAlone('clock.v2.redirect', { clock });
    expect(v2.outcome).toEqual({ kind: 'kept' });
  });
});

test('a server that wants credentials is unauthorized', async () => {
  const closed = await startWebServer((_request, response) => {
    response.writeHead(401, { 'www-authenticate': 'Basic realm="clock"' });
    response.end();
  });
  const clock = {
    services: { v1: { service: `${closed.origin}/SecureClock/?petition` } },
    toleranceSeconds: 300,
  };
  const { outcome } = await decideAlone('clock.v1.petition-status', { clock });
  await closed.close();
  expect(outcome).toMatchObject({ kind: 'blocked', code: 'unauthorized' });
});

/** A server that sends petitions or challenges on. */
function redirecting(wanted: 'petition' | 'challenge', location: string): Partial<Behaviour> {
  return {
    finish: (response, { place, version }) =>
      place === wanted && version === 'v1'
        ? { ...response, status: 302, headers: { ...response.headers, location } }
        : response,
  };
}
