import { readPackagingResponse } from '../playready/messages/packaging-response.ts';
import type { Exchange } from '../report/exchange.ts';
import type { Recorder } from '../report/recorder.ts';
import type { Redactor } from '../report/redact.ts';
import { readReply, type Reply } from '../soap/reply.ts';
import type { PlayReadyDeployment } from '../target/playready.ts';
import type { WireFailure } from '../transport/wire.ts';
import { Blocked } from '../verdict/blocked.ts';
import { requirePermission } from '../verdict/require-permission.ts';
import { decodeBase64 } from '../base64.ts';
import { drivers } from './drivers/drivers.ts';
import { makeKit, type Kit } from './kit.ts';
import { operations, type OperationName } from './operations.ts';
import {
  deploymentOf,
  documentedContentType,
  toWire,
  twinOf,
  type Message,
  type PlayReadyRequest,
} from './request.ts';
import { mostParts } from './packaged-key.ts';
import type { PlayReadyState } from './state.ts';

/** An exchange together with its reading. */
export interface Answer {
  readonly exchange: Exchange;
  readonly reply: Reply;
}

/**
 * A worker's view of the target: its recorded messages, and the accepted requests that negative checks
 * rest on, each proven once.
 */
export interface PlayReadySession {
  readonly state: PlayReadyState;
  /** What requests are made of. */
  readonly kit: Kit;
  /** Sends a request. */
  ask(recorder: Recorder, name: OperationName, request: PlayReadyRequest): Promise<Answer>;
  /**
   * The reply to a request that a conforming server can accept; sent once per worker, whatever comes
   * back.
   */
  answer(recorder: Recorder, name: OperationName, request?: PlayReadyRequest): Promise<Reply>;
  /** As `answer`, but only a genuine success: throws Blocked unless the driver has no doubt. */
  accepted(recorder: Recorder, name: OperationName, request?: PlayReadyRequest): Promise<Reply>;
  /**
   * Shows that a server which accepts a recorded message still does when it comes again, since whoever
   * refuses that says nothing by refusing what is derived from it: throws Blocked otherwise.
   */
  repeated(recorder: Recorder, name: OperationName, request?: PlayReadyRequest): Promise<void>;
  /** `ask`, after the twin was accepted, and accepted again where it is a recorded one. */
  askAfterTwin(recorder: Recorder, name: OperationName, request: PlayReadyRequest): Promise<Answer>;
  /** What a reply to a request lacks to be a genuine success; undefined when it is one. */
  doubt(
    recorder: Recorder,
    name: OperationName,
    reply: Reply,
    request: PlayReadyRequest,
  ): Promise<string | undefined>;
  /** Computes once per worker; for what several checks read. */
  once<Value>(key: string, compute: () => Promise<Value>): Promise<Value>;
}

/** Failures before a connection stands; a server that ends one has answered, in its way. */
const absent: ReadonlySet<WireFailure['code']> = new Set(['unresolved', 'refused', 'unreachable']);

/** Opens a session; sends nothing, and reads no recording before one is asked for. */
export function openSession(state: PlayReadyState, redactor: Redactor): PlayReadySession {
  const kept = new Map<string, Promise<unknown>>();
  const once = <Value>(key: string, compute: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key) ?? compute();
    kept.set(key, known);
    return known as Promise<Value>;
  };
  const kit = makeKit(state);
  const ask: PlayReadySession['ask'] = async (recorder, name, request) => {
    const deployment = deploymentOf(request);
    const url = urlOf(state, deployment);
    const { effect } = operations[name];
    // Every request of a suite passes here, those by which others are prepared included.
    requirePermission(
      state.permissions,
      effect,
      `${name} has the server issue licenses, certificates or keys, or change what it keeps`,
    );
    const message = messageOf(kit, name, request);
    const { fixture = 'minimal' } = request;
    const label = { operation: name, fixture, deployment, effect, soap: 'soap11' } as const;
    const exchange = await recorder.send(toWire(name, url, message, request), label);
    const { outcome } = exchange;
    // Nobody was there to break a rule: a server that went away is no finding.
    if (outcome.kind === 'failure' && absent.has(outcome.code))
      throw new Blocked('unreachable', outcome.message);
    const reply = readReply(outcome, { version: 'soap11' });
    hideKeys(reply, redactor);
    return { exchange, reply };
  };
  const answer: PlayReadySession['answer'] = async (recorder, name, request = {}) => {
    const { exchange, reply } = await once(keyOf('answer', name, request), () =>
      ask(recorder, name, request),
    );
    recorder.cite(exchange);
    return reply;
  };
  const doubt: PlayReadySession['doubt'] = (recorder, name, reply, request) =>
    drivers[name].doubt(reply, {
      kit,
      request,
      message: messageOf(kit, name, request).body,
      also: other => answer(recorder, name, other),
    });
  const accepted: PlayReadySession['accepted'] = async (recorder, name, request = {}) => {
    const reply = await answer(recorder, name, request);
    const found = await once(keyOf('doubt', name, request), () =>
      doubt(recorder, name, reply, request),
    );
    if (found === undefined) return reply;
    throw new Blocked(
      'twin-refused',
      `${name}/${request.fixture ?? 'minimal'} did not return ${drivers[name].success}: ${found}; ${remedyFor(name, state)}.`,
    );
  };
  const repeated: PlayReadySession['repeated'] = async (recorder, name, request = {}) => {
    await accepted(recorder, name, request);
    if (operations[name].source === 'built') return;
    const { fixture = 'minimal' } = request;
    const again = { ...request, fixture: `${fixture} again` };
    const found = await once(keyOf('doubt', name, again), async () =>
      doubt(recorder, name, await answer(recorder, name, again), again),
    );
    if (found === undefined) return;
    throw new Blocked(
      'twin-refused',
      `${name}/${fixture} was granted, and when it was sent again it did not return ${drivers[name].success}: ${found}. Nothing public says that a server takes a message twice, so what else it refuses shows nothing: let a server under test take a message more than once.`,
    );
  };
  return {
    state,
    kit,
    ask,
    answer,
    accepted,
    repeated,
    async askAfterTwin(recorder, name, request) {
      await repeated(recorder, name, twinOf(request));
      return ask(recorder, name, request);
    },
    doubt,
    once,
  };
}

/** Whether a target says where an operation can do its work, and gives what its requests need. */
export function offers({ state, kit }: PlayReadySession, name: OperationName): boolean {
  if (state.deployments.normal === undefined || state.absent.includes(name)) return false;
  return operations[name].source === 'built' || kit.recordings(name).length > 0;
}

/** What to do about a server that refuses what the harness sent without a defect. */
function remedyFor(name: OperationName, { meteringId }: PlayReadyState): string {
  if (name === 'GetMeteringCertificate' && meteringId === undefined)
    return "the target names no meteringId, so that of Microsoft's test server was asked for: name one that the server has a certificate for";
  return operations[name].source === 'built'
    ? 'docs/reading-a-report.md says what to do when a server refuses what the harness sent'
    : 'nothing public says that a server takes a message twice, or of a client that it does not know: make a new recording with this server (docs/recordings.md), and send along what was removed from the old one, such as a token';
}

/** A server that packages content gives its keys away; no report may hold one (PlayReady-facts 1.10). */
function hideKeys({ content }: Reply, redactor: Redactor): void {
  if (content === undefined) return;
  for (const text of readPackagingResponse(content).keyData.slice(0, mostParts))
    redactor.hide(decodeBase64(text) ?? Buffer.from(text));
}

/** The message of a request before anything is changed in it. @throws Blocked when the target lacks one */
export function messageOf(kit: Kit, name: OperationName, request: PlayReadyRequest): Message {
  const { message } = request;
  if (message !== undefined) return { body: message, contentType: documentedContentType };
  return drivers[name].message(kit, request);
}

function keyOf(what: string, name: OperationName, request: PlayReadyRequest): string {
  const { edit, message, ...rest } = request;
  if ((edit ?? message) !== undefined && request.fixture === undefined)
    throw new Error('A changed request that is kept needs a fixture name of its own.');
  return `${what} ${name} ${JSON.stringify(rest, Object.keys(rest).sort())}`;
}

function urlOf({ deployments }: PlayReadyState, deployment: PlayReadyDeployment): string {
  const url = deployments[deployment];
  if (url !== undefined) return url;
  throw new Blocked(
    'deployment-missing',
    `The target names no ${deployment} deployment of a PlayReady server; add it to playready.deployments in the target file.`,
  );
}
