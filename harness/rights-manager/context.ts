import type { Recorder } from '../report/recorder.ts';
import type { Recording } from '../recordings/recording.ts';
import type { Answered, SoapContext } from '../runner/soap-context.ts';
import type { Reply } from '../soap/reply.ts';
import { allows } from '../target/permissions.ts';
import type { PlayReadyDeployment } from '../target/playready.ts';
import { Blocked, Inapplicable } from '../verdict/blocked.ts';
import type { Trial } from '../verdict/decide.ts';
import { violate } from '../verdict/violation.ts';
import { drivers } from './drivers/drivers.ts';
import { operationNames, operations, type OperationName } from './operations.ts';
import { challengeOfNobody, provocationsOf, type ProvokedFault } from './provoked-faults.ts';
import type { PlayReadyRequest } from './request.ts';
import { messageOf, offers, type Answer, type PlayReadySession } from './session.ts';

/** What a check of a PlayReady server works with. */
export interface PlayReadyContext extends SoapContext<OperationName, PlayReadyRequest> {
  /** The metering id that requests name, base64. */
  readonly meteringId: () => string;
  /** At least two ProgramIdentifiers. */
  readonly programs: () => readonly [string, string, ...string[]];
  /** The recorded messages of an operation. */
  readonly recordings: (operation: OperationName) => readonly Recording[];
  /** One of them, by name, or the first; Blocked with `recording-missing` when there is none. */
  readonly recording: (operation: OperationName, name?: string) => Recording;
  /** The message of a request before anything is changed in it. */
  readonly message: (operation: OperationName, request?: PlayReadyRequest) => Uint8Array;
  /** Whether the target has what an operation's plain request needs. */
  readonly offers: (operation: OperationName) => boolean;
  /** Whether the target names a server in this state. */
  readonly offersDeployment: (deployment: PlayReadyDeployment) => boolean;
  /** Blocked unless the server also accepts a recorded message when it comes again. */
  readonly repeated: (operation: OperationName, request?: PlayReadyRequest) => Promise<void>;
  /** Sends a request after its twin was accepted, and again if recorded; Blocked when it was not. */
  readonly ask: (operation: OperationName, request: PlayReadyRequest) => Promise<Reply>;
  /** Of these, the operations that others can be derived from: a recorded message is taken again. */
  readonly repeatable: () => Promise<readonly Answered<OperationName>[]>;
  /** The faults of these operations to requests that are to be refused; Blocked when there is none. */
  readonly faults: () => Promise<readonly ProvokedFault[]>;
  /** What a reply lacks to be a genuine success of a request; undefined when it is one. */
  readonly doubt: (
    operation: OperationName,
    reply: Reply,
    request?: PlayReadyRequest,
  ) => Promise<string | undefined>;
  /** Throws a Violation unless a reply to a request without a defect is a genuine success. */
  readonly expectSuccess: (
    operation: OperationName,
    reply: Reply,
    what: string,
    request?: PlayReadyRequest,
  ) => Promise<void>;
  /** The same for a request that others rest on: Blocked with `twin-refused` instead. */
  readonly requireSuccess: (
    operation: OperationName,
    reply: Reply,
    what: string,
    request?: PlayReadyRequest,
  ) => Promise<void>;
  /** Computes once per worker; `compute` may send. */
  readonly once: <Value>(key: string, compute: () => Promise<Value>) => Promise<Value>;
}

/** What a check is tried for. */
export interface Subject {
  /** The operation that the check is about; without it, whichever the target offers. */
  readonly operation?: OperationName;
  /** Judge this operation alone; a check over several is the sum of such parts. */
  readonly part?: OperationName;
}

/** One attempt at one check over a session. */
export function tryCheck(
  session: PlayReadySession,
  recorder: Recorder,
  notes: string[],
  { operation, part }: Subject,
): Trial<PlayReadyContext> {
  const { state, kit } = session;
  const accepted: PlayReadyContext['accepted'] = (name, request) =>
    session.accepted(recorder, name, request);
  const ask = (name: OperationName, request: PlayReadyRequest): Promise<Answer> =>
    session.askAfterTwin(recorder, name, request);
  const doubt: PlayReadyContext['doubt'] = (name, reply, request = {}) =>
    session.doubt(recorder, name, reply, request);
  const collect = async (
    send: (name: OperationName) => Promise<Reply>,
  ): Promise<readonly Answered<OperationName>[]> => {
    const found: Answered<OperationName>[] = [];
    let blocked: Blocked | undefined;
    for (const name of part === undefined ? operationNames : [part]) {
      if (!offers(session, name) && name !== operationNames[0] && name !== part) continue;
      try {
        found.push({ operation: name, what: `the plain ${name}`, reply: await send(name) });
      } catch (error) {
        if (!(error instanceof Blocked)) throw error;
        blocked ??= error;
      }
    }
    if (found.length === 0 && blocked !== undefined) throw blocked;
    return found;
  };
  const successes = () => collect(name => accepted(name));
  const repeated: PlayReadyContext['repeated'] = (name, request) =>
    session.repeated(recorder, name, request);
  const repeatable = () =>
    collect(async name => {
      await repeated(name);
      return accepted(name);
    });
  const provoked = async (): Promise<readonly ProvokedFault[]> => {
    const faults: ProvokedFault[] = [];
    for (const { operation: name } of await repeatable())
      for (const provocation of provocationsOf(name, state.deployments)) {
        const { what, request, isOfService, isUnreadable } = provocation;
        const answer = await ask(name, request);
        const { fault } = answer.reply;
        // Who could not read the request may answer in the version of SOAP that it prefers.
        if (fault === undefined || (isUnreadable && fault.version !== 'soap11')) continue;
        faults.push({ ...answer, operation: name, what: `${name} with ${what}`, isOfService });
      }
    const stranger = part === undefined ? await ofStranger() : undefined;
    return stranger === undefined ? faults : [...faults, stranger];
  };
  /** Where no message of a client is there, one of no client shows how AcquireLicense refuses. */
  const ofStranger = async (): Promise<ProvokedFault | undefined> => {
    const name = 'AcquireLicense';
    if (offers(session, name) || !allows(state.permissions, operations[name].effect))
      return undefined;
    if (state.deployments.normal === undefined) return undefined;
    const { what, request, isOfService } = challengeOfNobody();
    const answer = await session.ask(recorder, name, request);
    if (answer.reply.fault === undefined) return undefined;
    return { ...answer, operation: name, what: `${name} with ${what}`, isOfService };
  };
  return {
    admit() {
      if (state.unreachable !== undefined)
        throw new Blocked(
          state.unauthorized === true ? 'unauthorized' : 'unreachable',
          state.unreachable,
        );
      if (operation !== undefined && state.absent.includes(operation))
        throw new Inapplicable(
          `The server answers ${operation} as it answers what is no operation, and not every one has it (PlayReady-facts 1.1).`,
        );
    },
    async confirm() {
      if (operation === undefined) await successes();
      else await accepted(operation);
    },
    context: {
      meteringId: kit.meteringId,
      programs: kit.programs,
      recordings: kit.recordings,
      recording: kit.recording,
      message: (name, request = {}) => messageOf(kit, name, request).body,
      offers: name => offers(session, name),
      offersDeployment: name => state.deployments[name] !== undefined,
      answer: (name, request) => session.answer(recorder, name, request),
      accepted,
      repeated,
      ask: async (name, request) => (await ask(name, request)).reply,
      answers: () => collect(name => session.answer(recorder, name)),
      successes,
      repeatable,
      async faults() {
        const faults = await session.once(`faults ${part ?? ''}`, provoked);
        for (const { exchange } of faults) recorder.cite(exchange);
        if (faults.length > 0) return faults;
        throw new Blocked(
          'no-fault',
          'No request that is to be refused was answered with a SOAP fault.',
        );
      },
      doubt,
      async expectSuccess(name, reply, what, request) {
        const found = await doubt(name, reply, request);
        if (found !== undefined) violate(drivers[name].success, found, what);
      },
      async requireSuccess(name, reply, what, request) {
        const found = await doubt(name, reply, request);
        if (found !== undefined)
          throw new Blocked(
            'twin-refused',
            `${what} did not get ${drivers[name].success}: ${found}.`,
          );
      },
      once: (key, compute) => session.once(key, compute),
      cite: exchange => {
        recorder.cite(exchange);
      },
      note: text => {
        if (!notes.includes(text)) notes.push(text);
      },
    },
  };
}
