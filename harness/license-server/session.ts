import type { BorrowedBrowser } from '../browser/shared-browser.ts';
import type { WatchedPage } from '../browser/watched-page.ts';
import { wmdrmOperations } from '../recordings/operations.ts';
import type { Exchange } from '../report/exchange.ts';
import type { Recorder } from '../report/recorder.ts';
import type { Redactor } from '../report/redact.ts';
import type { WireFailure, WireRequest } from '../transport/wire.ts';
import { UserError } from '../user-error.ts';
import { Blocked } from '../verdict/blocked.ts';
import { requirePermission } from '../verdict/require-permission.ts';
import type { AssumptionName } from '../wmdrm/wmdrm-assumptions.ts';
import { makeKit, type Kit } from './kit.ts';
import { readWmdrmReply, type WmdrmReply } from './reply.ts';
import { deploymentOf, keyOf, twinOf, type WmdrmRequest } from './request.ts';
import type { WmdrmState } from './state.ts';
import { successDoubt } from './success-doubt.ts';
import { toGet, toPost } from './to-wire.ts';

/** An exchange together with its reading. */
export interface WmdrmAnswer {
  readonly exchange: Exchange;
  readonly reply: WmdrmReply;
  /** What is assumed of how the request was made. */
  readonly assumed: readonly AssumptionName[];
}

/**
 * A worker's view of the target: what it asks, it asks once, and the accepted requests that refusals rest
 * on are proven once.
 */
export interface WmdrmSession {
  readonly state: WmdrmState;
  readonly kit: Kit;
  /** The answer to a request, whatever comes; sent once per worker. */
  answer(recorder: Recorder, request: WmdrmRequest): Promise<WmdrmAnswer>;
  /** As `answer`, but a genuine license: throws Blocked `twin-refused` otherwise. */
  accepted(recorder: Recorder, request: WmdrmRequest): Promise<WmdrmAnswer>;
  /** `answer`, after the twin was accepted. */
  askAfterTwin(recorder: Recorder, request: WmdrmRequest): Promise<WmdrmAnswer>;
  /** The page that a nonsilent request is answered with, loaded in a browser; once per worker. */
  page(recorder: Recorder, request: WmdrmRequest): Promise<WatchedPage>;
  /** A GET of a URL of the target that tells something and issues nothing; once per worker. */
  look(recorder: Recorder, url: string): Promise<Exchange>;
  /** Computes once per worker. */
  once<Value>(key: string, compute: () => Promise<Value>): Promise<Value>;
  /** Makes something a secret from now on. */
  hide(secret: Uint8Array): void;
  /** Gives the browser back, where one was needed. */
  close(): void;
}

/** Failures before a connection stands; a server that ends one has answered, in its way. */
const absent: ReadonlySet<WireFailure['code']> = new Set(['unresolved', 'refused', 'unreachable']);

/** Opens a session; sends nothing, reads no key and starts no browser before one is needed. */
export function openSession(state: WmdrmState, redactor: Redactor): WmdrmSession {
  const kept = new Map<string, Promise<unknown>>();
  const once = <Value>(key: string, compute: () => Promise<Value>): Promise<Value> => {
    const known = kept.get(key) ?? compute();
    kept.set(key, known);
    return known as Promise<Value>;
  };
  const hide = (secret: Uint8Array): void => {
    redactor.hide(secret);
  };
  const kit = makeKit(state, hide);
  hideContentKey(kit);
  let browser: BorrowedBrowser | undefined;
  const send = async (recorder: Recorder, request: WmdrmRequest): Promise<WmdrmAnswer> => {
    const deployment = deploymentOf(request);
    const { protocol = 7, fixture = 'minimal' } = request;
    const operation = protocol === 1 ? wmdrmOperations.get : wmdrmOperations.post;
    // Malformed requests count, too: the server under test may grant them.
    requirePermission(state.permissions, 'issues', `${operation} has the server issue licenses`);
    const { wire, assumed } = wireOf(state, kit, request);
    const label = { operation, fixture, deployment, effect: 'issues' } as const;
    const exchange = await recorder.send(wire, label);
    requirePresence(exchange);
    const carrier = kit.assumptions['error-carrier'];
    return { exchange, reply: readWmdrmReply(exchange.outcome, protocol, carrier), assumed };
  };
  const answer: WmdrmSession['answer'] = async (recorder, request) => {
    const found = await once(`answer ${keyOf(request)}`, () => send(recorder, request));
    recorder.cite(found.exchange);
    return found;
  };
  const session: WmdrmSession = {
    state,
    kit,
    answer,
    async accepted(recorder, request) {
      const found = await answer(recorder, request);
      const doubt = await once(`doubt ${keyOf(request)}`, () =>
        successDoubt(session, recorder, request, found.reply),
      );
      if (doubt === undefined) return found;
      throw new Blocked(
        'twin-refused',
        `The ${request.fixture ?? 'plain'} request of version ${request.protocol ?? 7} to ${deploymentOf(request)} did not get a license that was made for it: ${doubt}. See that the client is in the server's white list and that what is assumed fits it (docs/wmdrm.md).`,
      );
    },
    async askAfterTwin(recorder, request) {
      await session.accepted(recorder, twinOf(request));
      return answer(recorder, request);
    },
    async page(recorder, request) {
      const { exchange } = await answer(recorder, request);
      const { outcome } = exchange;
      if (outcome.kind === 'failure') throw new Blocked('twin-refused', outcome.message);
      return once(`page ${keyOf(request)}`, async () => {
        // Slow to load, and needed for pages alone.
        const { borrowBrowser } = await import('../browser/shared-browser.ts');
        browser ??= borrowBrowser();
        const opened = await browser.opened;
        if ('missing' in opened) throw new Blocked('browser-missing', opened.missing);
        const { status, headers, body } = outcome;
        return opened.browser.watch({ url: exchange.request.url, status, headers, body });
      });
    },
    async look(recorder, url) {
      const label = {
        operation: 'higher layer',
        fixture: 'state',
        deployment: 'higherLayer',
        effect: 'reads',
      } as const;
      const exchange = await once(`look ${url}`, () =>
        recorder.send({ url, method: 'GET', headers: {} }, label),
      );
      recorder.cite(exchange);
      requirePresence(exchange);
      return exchange;
    },
    once,
    hide,
    close() {
      browser?.giveBack();
    },
  };
  return session;
}

/** From the first answer on, whichever check asks for it; what is wrong with it, the check of it says. */
function hideContentKey(kit: Kit): void {
  try {
    kit.contentKey();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

/** Nobody was there to break a rule: a server that went away is no finding. */
function requirePresence({ outcome }: Exchange): void {
  if (outcome.kind === 'failure' && absent.has(outcome.code))
    throw new Blocked('unreachable', outcome.message);
}

/** What a request rests on that was made here, by the version that it is of. */
const ofBuilt: readonly AssumptionName[] = ['point-order', 'rc4-key-length'];

function wireOf(
  state: WmdrmState,
  kit: Kit,
  request: WmdrmRequest,
): { readonly wire: WireRequest; readonly assumed: readonly AssumptionName[] } {
  const { protocol = 7, choices, edit, editPacket } = request;
  const deployment = deploymentOf(request);
  const url = state.deployments[deployment];
  if (url === undefined)
    throw new Blocked(
      'deployment-missing',
      `The target names no wmdrm.deployments.${deployment}; add the URL of a server in that state (docs/wmdrm.md).`,
    );
  if (protocol === 1) {
    const { message, built } = kit.packet(choices);
    const packet = editPacket?.(message) ?? message;
    return {
      wire: toGet(url, packet, request, kit.assumptions),
      assumed: [...(built ? ofBuilt : []), 'base64-alphabet'],
    };
  }
  const { message, built, encoded } = kit.request(protocol, choices, request.id !== undefined);
  return {
    wire: toPost(url, edit?.(message) ?? message, request, encoded),
    assumed: built ? [...ofBuilt, 'request-form'] : [],
  };
}
