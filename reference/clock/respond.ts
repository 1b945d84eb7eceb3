import { randomUUID } from 'node:crypto';
import { clockVersions, type ClockVersion } from '../../harness/target/clock.ts';
import { page, type HttpRequest, type HttpResponse } from '../http/message.ts';
import type { Behaviour } from './behaviour.ts';
import type { Asked } from './http-rules.ts';
import { servicePaths } from './link-rules.ts';
import { provisioningPath, statePath } from './owner-rules.ts';
import { testClockKey } from './test-clock-key.ts';

/** What the server remembers from one request to the next. */
export interface ClockServerState {
  /** Petitions to V1 so far. */
  petitions: number;
  /** Challenge URLs that were given out and not used; the newest. */
  readonly outstanding: Set<string>;
  previousTid: string | undefined;
}

/** Challenge URLs that are remembered. */
const mostOutstanding = 1_000;

/** Where links stand: `?LinkID=v1`, as at go.microsoft.com, but with names of our own. */
export const linkPath = '/fwlink/';
const challengePath = '/v1/SecureClock/challenge/';

/** Answers a request; Date and Cache-Control are put on here, and `finish` has the last word. */
export function respond(
  request: HttpRequest,
  state: ClockServerState,
  behaviour: Behaviour,
): HttpResponse {
  const { asked, answer } = place(request, state, behaviour);
  const date = behaviour.date(new Date(), asked.place);
  const response = {
    ...answer,
    headers: {
      'cache-control': behaviour.cacheControl(asked.place),
      ...(date !== undefined && { date }),
      ...answer.headers,
    },
  };
  return behaviour.finish(response, asked);
}

interface Placed {
  readonly asked: Asked;
  readonly answer: HttpResponse;
}

function place(request: HttpRequest, state: ClockServerState, behaviour: Behaviour): Placed {
  const { method, url } = request;
  const { pathname, search, searchParams } = url;
  const version = clockVersions.find(each => servicePaths[each] === pathname + search);
  const linked = clockVersions.find(each => each === searchParams.get('LinkID'));
  if (pathname === provisioningPath)
    return { asked: { request, place: 'owner' }, answer: behaviour.provision(request) };
  if (pathname === statePath)
    return { asked: { request, place: 'owner' }, answer: behaviour.tellState() };
  if (pathname === linkPath && linked !== undefined)
    return {
      asked: { request, place: 'link', version: linked },
      answer: redirect(url, linked, behaviour),
    };
  if (version !== undefined && method === 'GET')
    return version === 'v4'
      ? { asked: { request, place: 'time', version }, answer: unpublished() }
      : {
          asked: { request, place: 'petition', version },
          answer: petition(url, version, state, behaviour),
        };
  if (pathname.startsWith(challengePath) && method === 'POST')
    return {
      asked: { request, place: 'challenge', version: 'v1' },
      answer: answerChallenge(request, state, behaviour),
    };
  return { asked: { request, place: 'nowhere' }, answer: page(404, 'Not found') };
}

function redirect({ origin }: URL, version: ClockVersion, behaviour: Behaviour): HttpResponse {
  const moved = page(behaviour.linkStatus(version), 'Object moved');
  const location = new URL(behaviour.linkTarget(version), origin).href;
  return { ...moved, headers: { ...moved.headers, location } };
}

/** V2 and V3 are petitioned by their addresses, so here they answer as V1 does; it is not public. */
function petition(
  url: URL,
  version: ClockVersion,
  state: ClockServerState,
  behaviour: Behaviour,
): HttpResponse {
  const isFirst = version === 'v1';
  const status = isFirst ? behaviour.petitionStatus(state.petitions) : 200;
  if (isFirst) state.petitions += 1;
  if (status !== 200) return page(status, 'No petition');
  const token = randomUUID();
  state.outstanding.add(token);
  for (const oldest of state.outstanding) {
    if (state.outstanding.size <= mostOutstanding) break;
    state.outstanding.delete(oldest);
  }
  const address = `${url.origin}${challengePath}${token}`;
  const body = isFirst ? behaviour.writePetitionAnswer(address) : address;
  return { status, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}

function answerChallenge(
  { url, headers, body }: HttpRequest,
  state: ClockServerState,
  behaviour: Behaviour,
): HttpResponse {
  const petitioned = state.outstanding.delete(url.pathname.slice(challengePath.length));
  if (!petitioned && !behaviour.takesUnpetitioned) return page(403, 'There was no petition');
  const isForm = /^application\/x-www-form-urlencoded\s*(;|$)/i.test(headers['content-type'] ?? '');
  const form = Buffer.from(body).toString('latin1');
  const challenge = isForm ? behaviour.readChallenge(form) : undefined;
  if (challenge === undefined) return page(400, 'No challenge');
  const tid = behaviour.responseTid(challenge.tid, state.previousTid);
  state.previousTid = challenge.tid;
  const now = new Date();
  const [gmtTime, refreshDate] = [behaviour.gmtTime(now), behaviour.refreshDate(now)];
  const data = behaviour.writeData({ tid, gmtTime, refreshDate });
  const key = testClockKey();
  const message = behaviour.writeMessage({
    data,
    signature: behaviour.sign(data, key),
    certificates: [key.certificate],
  });
  return {
    status: behaviour.responseStatus(),
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: behaviour.encodeMessage(message),
  };
}

/** Of Secure Time nothing but its address is public (PlayReady-facts 7.3). */
function unpublished(): HttpResponse {
  return {
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'Assay reference server: the messages of Secure Time are not public.',
  };
}
