import type { Exchange } from '../../harness/report/exchange.ts';
import type { Recorder } from '../../harness/report/recorder.ts';
import type { Reply } from '../../harness/soap/reply.ts';
import type { SoapVersion } from '../../harness/soap/version.ts';
import { Blocked, Inapplicable } from '../../harness/verdict/blocked.ts';
import type { Trial } from '../../harness/verdict/decide.ts';
import { describeReply } from '../../harness/verdict/expect.ts';
import type { VersionRange } from './data-version.ts';
import { inUndocumentedNamespace } from './exceptions.ts';
import type { LicenceKind, SealedLicence } from './licences.ts';
import { twinOf, type KeyRequest, type RmsiSession } from './session.ts';
import type { DeploymentName } from './state.ts';
import type { SweepAnswer } from './sweep.ts';
import { readVersionRange } from './version-data.ts';

/** What a check of this suite works with. */
export interface RmsiContext {
  readonly version: SoapVersion;
  readonly licence: (kind: LicenceKind) => SealedLicence;
  /** The decommissioned server's reply to the plain request, whatever it is. */
  readonly answer: () => Promise<Reply>;
  /** As `answer`, but a genuine success: Blocked unless the sealed key came back. */
  readonly accepted: () => Promise<Reply>;
  /** Sends AcquireContentKey, after its twin was accepted; Blocked when it was not. */
  readonly acquireContentKey: (request: KeyRequest, deployment?: DeploymentName) => Promise<Reply>;
  /** The server's version range, from its own successful response. */
  readonly range: () => Promise<VersionRange>;
  /** The answers to every pair of versions and to random ranges; asked once per worker. */
  readonly sweep: () => Promise<readonly SweepAnswer[]>;
  /** Makes an exchange part of the evidence. */
  readonly cite: (exchange: Exchange) => void;
  /** Reports what was seen and is no violation. */
  readonly note: (text: string) => void;
}

/** One attempt at one check over a session. */
export function tryCheck(
  session: RmsiSession,
  recorder: Recorder,
  notes: string[],
): Trial<RmsiContext> {
  const { version, state } = session;
  const note = (text: string): void => {
    if (!notes.includes(text)) notes.push(text);
  };
  const minimal = () => session.accepted(recorder, 'minimal');
  const acquire = async (request: KeyRequest, deployment: DeploymentName = 'decommissioned') => {
    await session.accepted(recorder, twinOf(version, request));
    const answer = await session.ask(recorder, deployment, request);
    for (const name of inUndocumentedNamespace(answer.reply.exceptions))
      note(`The server puts an exception in a namespace that no sentence gives: ${name}.`);
    return answer;
  };
  const range = async (): Promise<VersionRange> => {
    const reply = await minimal();
    const stated = readVersionRange(reply);
    if (stated !== undefined) return stated;
    throw new Blocked(
      'version-unknown',
      `The successful response states no version range: ${describeReply(reply)}.`,
    );
  };
  const sweep = async (): Promise<readonly SweepAnswer[]> => {
    const server = await range();
    // Few checks sweep, and Playwright starts a worker anew after every failing one.
    const { sweepRequests, withPredictions } = await import('./sweep.ts');
    const answers: SweepAnswer[] = [];
    for (const planned of withPredictions(server, sweepRequests(server, state.seed)))
      answers.push({ ...planned, ...(await acquire(planned.request)) });
    return answers;
  };
  return {
    admit() {
      if (state.unreachable !== undefined) throw new Blocked('unreachable', state.unreachable);
      if (state.offered.length > 0 && !state.offered.includes(version))
        throw new Inapplicable(
          `The server answers ${state.offered.join(', ')} only, and MS-RMSI 2.1 asks for one of the two versions.`,
        );
    },
    async confirm() {
      await minimal();
    },
    context: {
      version,
      licence: kind => session.licence(kind),
      answer: () => session.answer(recorder, 'minimal'),
      accepted: minimal,
      acquireContentKey: async (request, deployment) => (await acquire(request, deployment)).reply,
      range,
      sweep: () => session.once('sweep', sweep),
      cite: exchange => {
        recorder.cite(exchange);
      },
      note,
    },
  };
}
