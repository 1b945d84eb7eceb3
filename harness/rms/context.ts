import type { Recorder } from '../report/recorder.ts';
import type { Answered, SoapContext } from '../runner/soap-context.ts';
import type { Reply } from '../soap/reply.ts';
import type { SoapVersion } from '../soap/version.ts';
import { profiles, type Profile } from '../target/profile.ts';
import { Blocked, Inapplicable } from '../verdict/blocked.ts';
import type { Trial } from '../verdict/decide.ts';
import { describeReply } from '../verdict/expect.ts';
import { violate } from '../verdict/violation.ts';
import { callsOf, type RmsCalls } from './calls.ts';
import type { VersionRange } from './data-version.ts';
import { drivers } from './drivers/drivers.ts';
import { inUndocumentedNamespace } from './exceptions.ts';
import type { Kit } from './kit.ts';
import type { OperationName } from './operations.ts';
import { provocationsOf, type ProvokedFault } from './provoked-faults.ts';
import type { RmsRequest } from './request.ts';
import { offers, type Answer, type RmsSession } from './session.ts';
import type { ServerName } from './state.ts';
import type { SweepAnswer } from './sweep.ts';
import { readVersionRange } from './version-data.ts';

/** What a check of an RMS server works with. */
export interface RmsContext extends RmsCalls, SoapContext<OperationName, RmsRequest> {
  readonly version: SoapVersion;
  readonly profile: Profile;
  /** What requests are made of: licences, users, certificates; of the server under test by default. */
  readonly kit: (server?: ServerName) => Kit;
  /** The faults of these interfaces to requests that are to be refused; Blocked when there is none. */
  readonly faults: () => Promise<readonly ProvokedFault[]>;
  /** Throws a Violation unless a reply to a request without a defect is a genuine success. */
  readonly expectSuccess: (operation: OperationName, reply: Reply, what: string) => Promise<void>;
  /** The same for a request that others rest on: Blocked with `twin-refused` instead. */
  readonly requireSuccess: (operation: OperationName, reply: Reply, what: string) => Promise<void>;
  /** The server's version range, from its own successful response. */
  readonly range: () => Promise<VersionRange>;
  /** The answers to every pair of versions and to random ranges; asked once per worker. */
  readonly sweep: () => Promise<readonly SweepAnswer[]>;
}

/** What a check is tried for. */
export interface Subject {
  /** The operations that stand for the interfaces of the specification, in the order of preference. */
  readonly interfaces: readonly [OperationName, ...OperationName[]];
  /** The operation that the check is about; without it, whichever interface the target offers. */
  readonly operation?: OperationName;
  /** Judge this interface alone; a check over several is the sum of such parts. */
  readonly part?: OperationName;
}

/** One attempt at one check over a session. */
export function tryCheck(
  session: RmsSession,
  recorder: Recorder,
  notes: string[],
  { interfaces, operation, part }: Subject,
): Trial<RmsContext> {
  const { version, state } = session;
  const note = (text: string): void => {
    if (!notes.includes(text)) notes.push(text);
  };
  const accepted: RmsContext['accepted'] = (name, request) =>
    session.accepted(recorder, name, request);
  const ask = async (name: OperationName, request: RmsRequest): Promise<Answer> => {
    const answer = await session.askAfterTwin(recorder, name, request);
    for (const exception of inUndocumentedNamespace(answer.reply.exceptions))
      note(`The server puts an exception in a namespace that no sentence gives: ${exception}.`);
    return answer;
  };
  const collect = async (
    send: (name: OperationName) => Promise<Reply>,
  ): Promise<readonly Answered<OperationName>[]> => {
    const found: Answered<OperationName>[] = [];
    let blocked: Blocked | undefined;
    for (const name of part === undefined ? interfaces : [part]) {
      if (!offers(state, name) && name !== interfaces[0]) continue;
      try {
        found.push({ operation: name, what: `the plain ${name}`, reply: await send(name) });
      } catch (error) {
        if (!(error instanceof Blocked)) throw error;
        // An interface that the target offers says more than the first one, when that is lacking.
        if (blocked === undefined || isLacking(blocked)) blocked = error;
      }
    }
    if (found.length === 0 && blocked !== undefined) throw blocked;
    return found;
  };
  const successes = () => collect(name => accepted(name));
  /** The interface that is asked for what one of them has to say. */
  const first = async (): Promise<OperationName> => {
    for (const name of interfaces) if (offers(state, name) && (await works(name))) return name;
    return interfaces.find(name => offers(state, name)) ?? interfaces[0];
  };
  const works = async (name: OperationName): Promise<boolean> => {
    try {
      await accepted(name);
      return true;
    } catch (error) {
      if (error instanceof Blocked) return false;
      throw error;
    }
  };
  const provoked = async (): Promise<readonly ProvokedFault[]> => {
    const faults: ProvokedFault[] = [];
    for (const { operation: name } of await successes())
      for (const { what, request } of provocationsOf(name)) {
        const answer = await ask(name, request);
        if (answer.reply.fault !== undefined)
          faults.push({ ...answer, operation: name, what: `${name} with ${what}` });
      }
    return faults;
  };
  const range = async (): Promise<VersionRange> => {
    const name = await first();
    const reply = await accepted(name);
    const stated = readVersionRange(reply, name);
    if (stated !== undefined) return stated;
    throw new Blocked(
      'version-unknown',
      `The successful response states no version range: ${describeReply(reply)}.`,
    );
  };
  const sweep = async (): Promise<readonly SweepAnswer[]> => {
    const server = await range();
    const main = await first();
    // Few checks sweep, and Playwright starts a worker anew after every failing one.
    const { edgeRequests, sweepRequests, withPredictions } = await import('./sweep.ts');
    const plan = (await successes()).map(({ operation: name }) => ({
      name,
      requests: name === main ? sweepRequests(server, state.seed) : edgeRequests(server),
    }));
    const answers: SweepAnswer[] = [];
    for (const { name, requests } of plan)
      for (const planned of withPredictions(server, name, requests))
        answers.push({ ...planned, ...(await ask(name, planned.request)) });
    return answers;
  };
  return {
    admit() {
      if (state.unreachable !== undefined)
        throw new Blocked(
          state.unauthorized === true ? 'unauthorized' : 'unreachable',
          state.unreachable,
        );
      if (state.offered.length > 0 && !state.offered.includes(version))
        throw new Inapplicable(
          `The server answers ${state.offered.join(', ')} only, and MS-RMSI 2.1 asks for one of the two versions.`,
        );
    },
    async confirm() {
      if (operation === undefined) await successes();
      else await accepted(operation);
    },
    context: {
      version,
      profile: profiles[state.profile],
      kit: server => session.kit(recorder, server),
      answer: (name, request) => session.answer(recorder, name, request),
      accepted,
      ask: async (name, request) => (await ask(name, request)).reply,
      ...callsOf(async (name, request) => (await ask(name, request)).reply),
      answers: () => collect(name => session.answer(recorder, name)),
      successes,
      async faults() {
        const faults = await session.once(`faults ${part ?? ''}`, provoked);
        for (const { exchange } of faults) recorder.cite(exchange);
        if (faults.length > 0) return faults;
        throw new Blocked(
          'no-fault',
          `None of these was refused with a SOAP fault: ${provocationsOf(await first())
            .map(({ what }) => what)
            .join('; ')}.`,
        );
      },
      async expectSuccess(name, reply, what) {
        const doubt = await drivers[name].doubt(reply, session.kit(recorder));
        if (doubt !== undefined) violate(drivers[name].success, doubt, what);
      },
      async requireSuccess(name, reply, what) {
        const doubt = await drivers[name].doubt(reply, session.kit(recorder));
        if (doubt !== undefined)
          throw new Blocked(
            'twin-refused',
            `${what} did not get ${drivers[name].success}: ${doubt}.`,
          );
      },
      range,
      sweep: () => session.once(`sweep ${part ?? ''}`, sweep),
      cite: exchange => {
        recorder.cite(exchange);
      },
      note,
    },
  };
}

const isLacking = ({ code }: Blocked): boolean => code === 'deployment-missing';
