import type { WatchedPage } from '../browser/watched-page.ts';
import type { Recorder } from '../report/recorder.ts';
import type { WmdrmDeployment, WmdrmVersion } from '../target/wmdrm.ts';
import { Blocked, Inapplicable } from '../verdict/blocked.ts';
import type { Trial } from '../verdict/decide.ts';
import type { AssumedChoice } from '../verdict/verdict.ts';
import { violate } from '../verdict/violation.ts';
import type { AssumptionChoices, AssumptionName } from '../wmdrm/wmdrm-assumptions.ts';
import type { Kit } from './kit.ts';
import type { WmdrmReply } from './reply.ts';
import type { WmdrmRequest } from './request.ts';
import type { WmdrmAnswer, WmdrmSession } from './session.ts';
import type { WmdrmState } from './state.ts';

/** What a check of a WMDRM server works with; docs/writing-a-check.md. */
export interface WmdrmContext {
  readonly state: WmdrmState;
  readonly kit: Kit;
  /** The answer to a request, whatever it is. */
  readonly answer: (request: WmdrmRequest) => Promise<WmdrmReply>;
  /** As `answer`, but only a genuine license; Blocked otherwise. */
  readonly accepted: (request: WmdrmRequest) => Promise<WmdrmReply>;
  /** Sends a request after the same one without a change was accepted; Blocked when it was not. */
  readonly ask: (request: WmdrmRequest) => Promise<WmdrmReply>;
  /** The page that a nonsilent request gets, loaded in a browser. */
  readonly page: (request: WmdrmRequest) => Promise<WatchedPage>;
  /** What the server's higher layer tells of a request by its id; Blocked where there is none. */
  readonly look: (id: string) => Promise<WmdrmAnswer['exchange']>;
  /** Of these, the server states that the target offers and that serve the version. */
  readonly deployments: (version: 1 | 7, ...among: readonly WmdrmDeployment[]) => WmdrmDeployment[];
  /** What is assumed, or declared, of something; the verdict rests on it from now on. */
  readonly assume: <Name extends AssumptionName>(name: Name) => AssumptionChoices[Name];
  /**
   * Ends the check with a finding that is as sure as what it rests on: a Violation where the target
   * declares all of these, Blocked `not-public` where one is no more than our assumption.
   */
  readonly violateIfDeclared: (
    names: readonly AssumptionName[],
    expected: string,
    actual: string,
    where?: string,
  ) => never;
  /** Makes something a secret from now on. */
  readonly hide: (secret: Uint8Array) => void;
  /** Computes once per worker. */
  readonly once: WmdrmSession['once'];
  /** Reports what was seen and is no violation. */
  readonly note: (text: string) => void;
}

/** What a check is tried for. */
export interface Subject {
  /** The version of the protocol that the check is about. */
  readonly version: WmdrmVersion;
  /** Whether what it judges comes in answers to version 7, too. */
  readonly orVersion7?: boolean;
}

/** Server states that serve version 1, and those that serve version 7. */
const serving: Readonly<Record<1 | 7, readonly WmdrmDeployment[]>> = {
  1: ['normal', 'version1-only'],
  7: ['normal', 'silent-only', 'newer-revocation'],
};

/** One attempt at one check over a session. */
export function tryCheck(
  session: WmdrmSession,
  recorder: Recorder,
  notes: string[],
  { version: wanted, orVersion7 = false }: Subject,
): Trial<WmdrmContext> {
  const { state, kit } = session;
  const version = orVersion7 && !isServed(state, wanted) ? 7 : wanted;
  const restsOn = new Set<AssumptionName>();
  const rest = ({ reply, assumed }: WmdrmAnswer): WmdrmReply => {
    for (const name of assumed) restsOn.add(name);
    return reply;
  };
  const isDeclared = (name: AssumptionName): boolean => state.assumptions[name] !== undefined;
  const served = (wanted: 1 | 7): readonly WmdrmDeployment[] =>
    serving[wanted].filter(
      name =>
        state.deployments[name] !== undefined &&
        (name === 'version1-only' || state.versions.includes(wanted)),
    );
  /** The plain request of the version, in the first state that serves it. */
  const plain = (): WmdrmRequest => {
    const [deployment = 'normal'] = served(version === 1 ? 1 : 7);
    return { protocol: version, deployment };
  };
  return {
    admit() {
      if (!isServed(state, version))
        throw new Inapplicable(
          `The target does not name version ${version} in wmdrm.versions, so its rules bind nobody there.`,
        );
      if (state.unreachable === undefined) return;
      const code = state.unauthorized === true ? 'unauthorized' : 'unreachable';
      throw new Blocked(code, state.unreachable);
    },
    async confirm() {
      rest(await session.accepted(recorder, plain()));
    },
    assumptions: (): readonly AssumedChoice[] =>
      [...restsOn].map(name => ({
        name,
        choice: kit.assumptions[name],
        declared: isDeclared(name),
      })),
    context: {
      state,
      kit,
      answer: async request => rest(await session.answer(recorder, request)),
      accepted: async request => rest(await session.accepted(recorder, request)),
      ask: async request => rest(await session.askAfterTwin(recorder, request)),
      page: request => session.page(recorder, request),
      look(id) {
        const { higherLayer } = state;
        if (higherLayer === undefined)
          throw new Blocked(
            'deployment-missing',
            "The target names no wmdrm.higherLayer, and what a server's higher layer is told can't be seen otherwise (docs/wmdrm.md).",
          );
        const query = new URLSearchParams({ request: id }).toString();
        return session.look(
          recorder,
          `${higherLayer}${higherLayer.includes('?') ? '&' : '?'}${query}`,
        );
      },
      deployments(wanted, ...among) {
        const found = served(wanted).filter(name => among.length === 0 || among.includes(name));
        if (found.length > 0) return found;
        throw new Blocked(
          'deployment-missing',
          `The target names none of ${(among.length === 0 ? serving[wanted] : among).map(name => `wmdrm.deployments.${name}`).join(', ')}; add one.`,
        );
      },
      assume(name) {
        restsOn.add(name);
        return kit.assumptions[name];
      },
      violateIfDeclared(names, expected, actual, where) {
        for (const name of names) restsOn.add(name);
        const open = names.filter(name => !isDeclared(name));
        if (open.length === 0) violate(expected, actual, where);
        throw new Blocked(
          'not-public',
          `Expected ${expected}; came ${actual}${where === undefined ? '' : ` (${where})`}. Whether that is wrong rests on ${open.join(', ')}, of which nothing is public: declare what holds for this server under wmdrm.assumptions (docs/wmdrm.md).`,
        );
      },
      hide: secret => {
        session.hide(secret);
      },
      once: (key, compute) => session.once(key, compute),
      note: text => {
        if (!notes.includes(text)) notes.push(text);
      },
    },
  };
}

function isServed({ versions, deployments }: WmdrmState, version: WmdrmVersion): boolean {
  if (version === 1 && deployments['version1-only'] !== undefined) return true;
  return versions.includes(version);
}
