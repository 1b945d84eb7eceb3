import type { Recorder } from '../report/recorder.ts';
import type { ClientOwnerService, ClockService, ClockVersion } from '../target/clock.ts';
import { clockVersions } from '../target/clock.ts';
import type { WireResponse } from '../transport/wire.ts';
import { Blocked, Inapplicable } from '../verdict/blocked.ts';
import type { Trial } from '../verdict/decide.ts';
import { quoteBody } from '../verdict/describe-response.ts';
import { quote } from '../verdict/expect.ts';
import { isOfTarget, readAddress } from './addresses.ts';
import { describeEnd } from './describe-walk.ts';
import { arrivalOf } from './link-arrival.ts';
import { fieldOf, readResponseMessage, type ResponseMessage } from './response-message.ts';
import type { ClockSession, OwnerExchange } from './session.ts';
import type { TimedExchange, Walk } from './walk.ts';

/** A response of V1 that was recognised, with the transaction that it answers. */
export interface ReceivedMessage {
  readonly tid: string;
  readonly message: ResponseMessage;
  readonly response: WireResponse;
  readonly timed: TimedExchange;
}

/** An answer of any service of the target. */
export interface TimedAnswer {
  readonly what: string;
  /** The link may be somebody else's server, and tells no time. */
  readonly by: 'link' | 'service';
  readonly response: WireResponse;
  readonly timed: TimedExchange;
}

/** What a check of a secure-clock service, or of a client owner's, works with. */
export interface ClockContext {
  readonly toleranceSeconds: number;
  /** The versions that the target has. */
  readonly versions: readonly ClockVersion[];
  readonly service: (version: ClockVersion) => ClockService;
  /** What a GET of the published link led to; Blocked where the target has none. */
  readonly link: (version: ClockVersion) => Promise<Walk>;
  /** What a plain GET of the service led to: of V1 it is the petition. */
  readonly petition: (version: ClockVersion, nth?: number) => Promise<Walk>;
  /** The challenge URL that a petition to V1 was answered with; Blocked where it can't be posted to. */
  readonly challengeUrl: (nth?: number) => Promise<URL>;
  /** The response of V1 to a challenge; Blocked unless one was recognised. */
  readonly message: (nth?: number) => Promise<ReceivedMessage>;
  /** All answers of all services, links and redirects included. */
  readonly answers: () => Promise<readonly TimedAnswer[]>;
  readonly owners: readonly ClientOwnerService[];
  /** The declared exchange; Blocked where the target does not allow what it causes. */
  readonly owner: (service: ClientOwnerService) => Promise<OwnerExchange>;
  /** Reports what was seen and is no violation. */
  readonly note: (text: string) => void;
}

/**
 * What shows that a server does its work, so that a check that found nothing may pass: that the check
 * itself demands it (`itself`), a petition answered anew each time, a response to this very challenge,
 * or anything of these in any version.
 */
export type Proof = 'itself' | 'petition' | 'response' | 'any';

/** What a check is tried for. */
export interface Subject {
  /** The version that the check is about. */
  readonly version?: ClockVersion;
  readonly proof: Proof;
  /** Set for the services of client owners. */
  readonly ofOwners?: true;
}

/** One attempt at one check over a session. */
export function tryCheck(
  session: ClockSession,
  recorder: Recorder,
  notes: string[],
  { version, proof, ofOwners }: Subject,
): Trial<ClockContext> {
  const { state } = session;
  const versions = clockVersions.filter(each => state.services[each] !== undefined);
  const service = (wanted: ClockVersion): ClockService => {
    const found = state.services[wanted];
    if (found !== undefined) return found;
    throw new Inapplicable(`The target has no secure clock ${wanted.toUpperCase()}.`);
  };
  const link: ClockContext['link'] = wanted => session.link(recorder, wanted);
  const petition: ClockContext['petition'] = (wanted, nth) =>
    session.petition(recorder, wanted, nth);
  const challengeUrl = async (nth?: number): Promise<URL> => {
    const walk = await petition('v1', nth);
    const { end } = walk;
    if (end.kind === 'stopped') throw outside('The petition is redirected to', end.to);
    if (end.kind !== 'response' || end.response.status !== 200)
      throw new Blocked('twin-refused', `The petition got ${describeEnd(walk)}.`);
    const url = readChallengeUrl(end.response);
    if (url === undefined)
      throw new Blocked(
        'twin-refused',
        `The petition's answer is no challenge URL: ${quoteBody(end.response)}.`,
      );
    if (!isOfTarget(service('v1'), url)) throw outside('The challenge URL is', url);
    return url;
  };
  const message = async (nth?: number): Promise<ReceivedMessage> => {
    const url = await challengeUrl(nth);
    const { tid, walk } = await session.transaction(recorder, url.href, nth);
    const { end } = walk;
    const timed = walk.sent.at(-1);
    if (end.kind === 'stopped') throw outside('The challenge is redirected to', end.to);
    const read = end.kind === 'response' ? readResponseMessage(end.response.body) : undefined;
    if (end.kind === 'response' && read !== undefined && timed !== undefined)
      return { tid, message: read, response: end.response, timed };
    throw new Blocked(
      'not-public',
      `The challenge got ${describeEnd(walk)}, in which no secure-clock response was recognised. How a challenge is written is not public in full; give its form as clock.v1.challenge in the target file (docs/secure-clock.md).`,
    );
  };
  const requireGenuine = async (): Promise<void> => {
    const { tid, message: received } = await message();
    if (fieldOf(received, 'TID') === tid) return;
    throw new Blocked(
      'twin-refused',
      `The response does not answer this challenge: its TID is ${quote(fieldOf(received, 'TID') ?? '')}, not ${quote(tid)}.`,
    );
  };
  /** Answers that differ each time are made for whoever asks. */
  const requireFreshUrls = async (): Promise<void> => {
    const [first, second] = [await challengeUrl(), await challengeUrl(1)];
    if (first.href === second.href)
      throw new Blocked(
        'twin-refused',
        'Two petitions got the same challenge URL, and no challenge was answered.',
      );
  };
  const requireArrival = async (wanted: ClockVersion): Promise<void> => {
    const walk = await link(wanted);
    if (arrivalOf(service(wanted), walk).kind !== 'arrived')
      throw new Blocked('twin-refused', `The link got ${describeEnd(walk)}.`);
  };
  const proofs: Readonly<Record<Proof, readonly (() => Promise<void>)[]>> = {
    itself: [],
    response: [requireGenuine],
    petition: [requireGenuine, requireFreshUrls],
    any: [
      ...versions.map(each => () => requireArrival(each)),
      ...(versions.includes('v1') ? [requireGenuine] : []),
    ],
  };
  return {
    admit() {
      if (ofOwners === true && state.owners.length === 0)
        throw new Inapplicable('The target declares no service of a client owner.');
      if (ofOwners !== true && versions.length === 0)
        throw new Inapplicable('The target has no secure clock.');
      if (version !== undefined) service(version);
      if (state.unreachable === undefined || ofOwners === true) return;
      const code = state.unauthorized === true ? 'unauthorized' : 'unreachable';
      throw new Blocked(code, state.unreachable);
    },
    confirm: () => requireOne(proofs[proof]),
    context: {
      toleranceSeconds: state.toleranceSeconds,
      versions,
      service,
      link,
      petition,
      challengeUrl,
      message,
      async answers() {
        const found: TimedAnswer[] = [];
        for (const each of versions) {
          const name = each.toUpperCase();
          if (service(each).link !== undefined)
            found.push(...answersOf(await link(each), `the link of ${name}`, 'link'));
          const visited = await petition(each);
          found.push(...answersOf(visited, `the GET of ${name}`, 'service'));
        }
        if (versions.includes('v1')) found.push(...(await challengeAnswers()));
        return found;
      },
      owners: state.owners,
      owner: wanted => session.owner(recorder, wanted),
      note(text) {
        if (!notes.includes(text)) notes.push(text);
      },
    },
  };

  async function challengeAnswers(): Promise<readonly TimedAnswer[]> {
    try {
      const url = await challengeUrl();
      const { walk } = await session.transaction(recorder, url.href);
      return answersOf(walk, 'the challenge to V1', 'service');
    } catch (error) {
      if (error instanceof Blocked) return [];
      throw error;
    }
  }
}

/** The URL that is the whole body of a petition's answer, but for white space (MS-DRMCD 3.2.5.5.2). */
export function readChallengeUrl({ body }: WireResponse): URL | undefined {
  const text = Buffer.from(body.subarray(0, 8_192)).toString('utf8').trim();
  return /\s/.test(text) ? undefined : readAddress(text);
}

function answersOf({ sent }: Walk, what: string, by: TimedAnswer['by']): readonly TimedAnswer[] {
  return sent.flatMap(timed => {
    const { outcome } = timed.exchange;
    return outcome.kind === 'response' ? [{ what, by, response: outcome, timed }] : [];
  });
}

function outside(what: string, address: URL): Blocked {
  return new Blocked(
    'deployment-missing',
    `${what} ${quote(address.href)}, which is not of the target and was not contacted; where it belongs to the service, add ${address.origin} to clock.v1.also in the target file.`,
  );
}

/** Demands that one of these does not throw Blocked; the last reason stands for all. */
async function requireOne(proofs: readonly (() => Promise<void>)[]): Promise<void> {
  let blocked: Blocked | undefined;
  for (const prove of proofs) {
    try {
      await prove();
      return;
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      blocked = error;
    }
  }
  if (blocked !== undefined) throw blocked;
}
