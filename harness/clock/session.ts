import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { RequestLabel } from '../report/exchange.ts';
import type { Recorder } from '../report/recorder.ts';
import type { Redactor } from '../report/redact.ts';
import type { ClientOwnerService, ClockService, ClockVersion } from '../target/clock.ts';
import type { WireFailure, WireRequest } from '../transport/wire.ts';
import { Blocked } from '../verdict/blocked.ts';
import { isOfTarget, likeness } from './addresses.ts';
import { writeChallenge } from './challenge.ts';
import { readHeaders } from './service-headers.ts';
import { effectOfService, requireServicePermission } from './service-permission.ts';
import type { ClockState } from './state.ts';
import { walk, type TimedExchange, type Walk } from './walk.ts';

/** A challenge that was posted, and what came back. */
export interface Transaction {
  readonly tid: string;
  readonly walk: Walk;
}

/** What was sent to a client owner's service, and what came back. */
export interface OwnerExchange {
  readonly body: Uint8Array | undefined;
  readonly timed: TimedExchange;
}

/**
 * A worker's view of the target. Whatever it sends, it sends once per worker; checks that ask again get
 * the same exchanges, as evidence of their own.
 */
export interface ClockSession {
  readonly state: ClockState;
  /** A GET of the published link; redirects are followed within the target, up to the service. */
  link(recorder: Recorder, version: ClockVersion): Promise<Walk>;
  /**
   * A petition: a plain GET of the service, redirects followed within the target (MS-DRMCD 3.2.5.5.2).
   *
   * @param nth - tells petitions apart: each challenge needs one of its own
   */
  petition(recorder: Recorder, version: ClockVersion, nth?: number): Promise<Walk>;
  /**
   * A challenge to the URL that the petition of this number was answered with (MS-DRMCD 2.2.2.3), V1
   * only: of the others nothing is public.
   */
  transaction(recorder: Recorder, challengeUrl: string, nth?: number): Promise<Transaction>;
  /** The declared exchange with a service of a client's owner. */
  owner(recorder: Recorder, service: ClientOwnerService): Promise<OwnerExchange>;
}

/** Failures before a connection stands; a server that ends one has answered, in its way. */
const absent: ReadonlySet<WireFailure['code']> = new Set(['unresolved', 'refused', 'unreachable']);

/** Opens a session; sends nothing. */
export function openSession(state: ClockState, _variant: 'http', redactor: Redactor): ClockSession {
  const kept = new Map<string, Promise<unknown>>();
  const once = <Value>(key: string, compute: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key) ?? compute();
    kept.set(key, known);
    return known as Promise<Value>;
  };
  const walkOnce = async (
    recorder: Recorder,
    key: string,
    compute: () => Promise<Walk>,
  ): Promise<Walk> => citing(recorder, await once(key, compute));
  return {
    state,
    link(recorder, version) {
      const service = serviceOf(state, version);
      const { link } = service;
      if (link === undefined)
        throw new Blocked(
          'deployment-missing',
          `The target names no link of clock.${version}; add clock.${version}.link with the address that stands for the published one.`,
        );
      const arrival = new URL(service.service);
      return walkOnce(recorder, `link ${version}`, () =>
        walk(
          link,
          url => send(recorder, { url, method: 'GET', headers: {} }, labelOf('link', version)),
          to => isOfTarget(service, to) && likeness(to, arrival) === 'different',
        ),
      );
    },
    petition(recorder, version, nth = 0) {
      const service = serviceOf(state, version);
      return walkOnce(recorder, `petition ${version} ${nth}`, () =>
        walk(
          service.service,
          url => send(recorder, { url, method: 'GET', headers: {} }, labelOf('petition', version)),
          to => isOfTarget(service, to),
        ),
      );
    },
    async transaction(recorder, challengeUrl, nth = 0) {
      const service = serviceOf(state, 'v1');
      const made = await once(`challenge ${nth}`, async () => {
        const tid = randomBytes(16).toString('base64');
        const named = { url: service.link ?? service.service, tid };
        const body = Buffer.from(writeChallenge(named, service.challenge), 'latin1');
        const headers = { 'content-type': 'application/x-www-form-urlencoded', pragma: 'no-cache' };
        const walked = await walk(
          challengeUrl,
          url => send(recorder, { url, method: 'POST', headers, body }, labelOf('challenge', 'v1')),
          to => isOfTarget(service, to),
        );
        return { tid, walk: walked };
      });
      citing(recorder, made.walk);
      return made;
    },
    async owner(recorder, service) {
      const { name, url, method, headers, bodyFile } = service;
      requireServicePermission(state.permissions, service);
      const { body, timed } = await once(`owner ${name} ${url}`, async () => {
        const content = bodyFile === undefined ? undefined : await readBody(name, bodyFile);
        const sent = method === 'POST' ? (content ?? new Uint8Array()) : undefined;
        const own = readHeaders(name, headers, secret => {
          redactor.hideText(secret);
        });
        const request = { url, method, headers: own, ...(sent !== undefined && { body: sent }) };
        const label = {
          operation: 'client-owner service',
          fixture: 'declared',
          deployment: name,
          effect: effectOfService(service),
        };
        return { body: sent, timed: await send(recorder, request, label) };
      });
      recorder.cite(timed.exchange);
      return { body, timed };
    },
  };
}

/** The part of the target that is one version of the service; `admit` has seen that it is there. */
function serviceOf(state: ClockState, version: ClockVersion): ClockService {
  const service = state.services[version];
  if (service !== undefined) return service;
  throw new Blocked('deployment-missing', `The target has no clock.${version}.`);
}

async function send(
  recorder: Recorder,
  request: WireRequest,
  label: RequestLabel,
): Promise<TimedExchange> {
  const sentAt = Date.now();
  const exchange = await recorder.send(request, label);
  const receivedAt = Date.now();
  const { outcome } = exchange;
  // Nobody was there to break a rule: a server that went away is no finding.
  if (outcome.kind === 'failure' && absent.has(outcome.code))
    throw new Blocked('unreachable', outcome.message);
  return { exchange, sentAt, receivedAt };
}

function labelOf(operation: string, deployment: string): RequestLabel {
  return { operation, fixture: 'minimal', deployment, effect: 'reads' };
}

function citing(recorder: Recorder, walked: Walk): Walk {
  for (const { exchange } of walked.sent) recorder.cite(exchange);
  return walked;
}

async function readBody(name: string, file: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Blocked(
      'deployment-missing',
      `The body of the service "${name}" could not be read from ${file} (${code}); mend its body in the target file.`,
    );
  }
}
