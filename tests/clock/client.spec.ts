import { expect, test } from '@playwright/test';
import { startClockReference } from '../../cli/reference-clock.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import { child, descendants } from '../../harness/xml/element.ts';
import { parseXml } from '../../harness/xml/parse.ts';
import { conforming, type Behaviour } from '../../reference/clock/behaviour.ts';
import type { Asked } from '../../reference/clock/http-rules.ts';
import { loadSuite } from '../../suites/clock/collect-checks.ts';
import { planFor } from './targets.ts';

/** Everything that the harness sends to a server for all checks, in order. */
async function everythingSent(behaviour: Partial<Behaviour> = {}): Promise<readonly Asked[]> {
  const seen: Asked[] = [];
  const { finish = conforming.finish } = behaviour;
  const { clock, services, close } = await startClockReference({
    ...behaviour,
    finish: (response, asked) => {
      seen.push(asked);
      return finish(response, asked);
    },
  });
  try {
    await runChecks(await loadSuite(), planFor({ clock, services }));
  } finally {
    await close();
  }
  return seen;
}

const ofV1 = (place: Asked['place']) => (asked: Asked) =>
  asked.version === 'v1' && asked.place === place;

/** The DATA of a challenge. */
function dataOf({ request }: Asked) {
  const form = new URLSearchParams(Buffer.from(request.body).toString('latin1'));
  const message = Buffer.from([...form.values()][0] ?? '', 'base64');
  return descendants(parseXml(message)).find(({ name }) => name === 'DATA');
}

test('clock.v1.petition-get: a petition is a GET without a body', async () => {
  const petitions = (await everythingSent()).filter(ofV1('petition'));
  expect(petitions.length).toBeGreaterThan(1);
  for (const { request } of petitions) {
    expect(request.method).toBe('GET');
    expect(request.body).toHaveLength(0);
    expect(request.headers['content-type']).toBeUndefined();
  }
});

test('clock.v1.new-petition: each challenge has a petition of its own', async () => {
  const sent = await everythingSent();
  const challenges = sent.filter(ofV1('challenge')).map(({ request }) => request.url.href);
  expect(challenges.length).toBeGreaterThan(1);
  expect(new Set(challenges).size).toBe(challenges.length);
  expect(sent.filter(ofV1('petition')).length).toBeGreaterThanOrEqual(challenges.length);
});

test('clock.v1.petition-redirects: a petition goes on where 301 and 302 point', async () => {
  for (const status of [301, 302]) {
    const sent = await everythingSent({
      finish: (response, { request, place, version }) =>
        place === 'petition' && version === 'v1'
          ? {
              ...response,
              status,
              headers: { ...response.headers, location: `${request.url.origin}/moved` },
            }
          : response,
    });
    const moved = sent.filter(({ request }) => request.url.pathname === '/moved');
    expect(moved.map(({ request }) => request.method)).toContain('GET');
  }
});

test('clock.v1.challenge-post: a challenge is posted as a form', async () => {
  const challenges = (await everythingSent()).filter(ofV1('challenge'));
  expect(challenges.length).toBeGreaterThan(0);
  for (const { request } of challenges) {
    expect(request.method).toBe('POST');
    expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(request.headers['content-length']).toBe(String(request.body.length));
    expect(Buffer.from(request.body).toString('latin1')).toMatch(/^\w+=[\w%.*-]+$/);
  }
});

test('clock.v1.challenge-data: a challenge has URL and TID', async () => {
  const challenges = (await everythingSent()).filter(ofV1('challenge'));
  expect(challenges.length).toBeGreaterThan(0);
  for (const asked of challenges) {
    const data = dataOf(asked);
    expect(data?.children.map(({ name }) => name)).toEqual(['URL', 'TID']);
    const url = new URL((data && child(data, 'URL')?.text) ?? '');
    expect(url.pathname + url.search).toBe('/fwlink/?LinkID=v1');
  }
});

test('clock.v1.tid-unique: no TID comes again', async () => {
  const sent = [...(await everythingSent()), ...(await everythingSent())];
  const tids = sent.filter(ofV1('challenge')).map(asked => {
    const data = dataOf(asked);
    return data && child(data, 'TID')?.text;
  });
  expect(tids.length).toBeGreaterThan(3);
  expect(new Set(tids).size).toBe(tids.length);
  for (const tid of tids) expect(Buffer.from(tid ?? '', 'base64')).toHaveLength(16);
});

test('clock.v1.challenge-redirects: a challenge goes on where 301 and 302 point', async () => {
  for (const status of [301, 302]) {
    const sent = await everythingSent({
      finish: (response, { request, place }) =>
        place === 'challenge'
          ? {
              ...response,
              status,
              headers: { ...response.headers, location: `${request.url.origin}/moved` },
            }
          : response,
    });
    const moved = sent.filter(({ request }) => request.url.pathname === '/moved');
    expect(moved.length).toBeGreaterThan(0);
    for (const asked of moved) {
      expect(asked.request.method).toBe('POST');
      expect(dataOf(asked)).toBeDefined();
    }
  }
});
