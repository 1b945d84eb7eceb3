import { readChallenge, type Challenge } from '../playready/challenge/challenge.ts';
import { ifReadable } from '../playready/if-readable.ts';
import {
  readLicenseResponse,
  type LicenseResponse,
} from '../playready/messages/license-response.ts';
import type { Recording } from '../recordings/recording.ts';
import type { Reply } from '../soap/reply.ts';
import { Blocked, Inapplicable } from '../verdict/blocked.ts';
import { answerDoubt } from './answer-doubt.ts';
import type { PlayReadyContext } from './context.ts';
import type { PlayReadyRequest } from './request.ts';

/** What came back for a recorded challenge that was sent again byte for byte. */
export interface ChallengeAnswer {
  /** The recording's name, for messages. */
  readonly what: string;
  readonly recording: Recording;
  readonly reply: Reply;
}

/** An answer with a LicenseResponse, whatever is in it. */
export interface LicenseAnswer extends ChallengeAnswer {
  /** Undefined when the recording is no message that can be read. */
  readonly challenge: Challenge | undefined;
  readonly response: LicenseResponse;
}

/** Whatever each recorded challenge of the target gets; each is sent once per worker. */
export async function challengeAnswers({
  recordings,
  recording,
  answer,
}: PlayReadyContext): Promise<readonly ChallengeAnswer[]> {
  const first = recording('AcquireLicense');
  const answers: ChallengeAnswer[] = [];
  for (const each of recordings('AcquireLicense')) {
    const reply = await answer('AcquireLicense', requestOf(each, each === first));
    answers.push({ what: `the answer to ${each.name}`, recording: each, reply });
  }
  return answers;
}

/** Of these, the answers with a LicenseResponse; Blocked when no challenge gets one. */
export async function licenseAnswers(context: PlayReadyContext): Promise<readonly LicenseAnswer[]> {
  const found = (await challengeAnswers(context)).flatMap(answer => {
    const { content } = answer.reply;
    if (content === undefined || answerDoubt(answer.reply, 'AcquireLicense') !== undefined)
      return [];
    const challenge = ifReadable(() => readChallenge(answer.recording.request.body));
    return [{ ...answer, challenge, response: readLicenseResponse(content) }];
  });
  if (found.length === 0) await context.accepted('AcquireLicense');
  return found;
}

/**
 * The answers to challenges that get a persistent license, as the target says; whether one is persistent
 * can't be seen in the answer (PlayReady-facts 1.4 R8).
 *
 * @throws Blocked `recording-missing` when no recording is said to be of that kind
 */
export async function persistentAnswers(
  context: PlayReadyContext,
): Promise<readonly LicenseAnswer[]> {
  const answers = await licenseAnswers(context);
  const persistent = answers.filter(({ recording }) => recording.persistent === true);
  if (persistent.length > 0) return persistent;
  throw new Blocked(
    'recording-missing',
    'No recorded challenge that is granted is known to get a persistent license; record one, and set "persistent": true in its recording.json (docs/recordings.md).',
  );
}

/**
 * The answers that have a part which not every one has; Inapplicable when none has it, but only on a
 * server that grants.
 */
export async function answersWith<Part>(
  context: PlayReadyContext,
  name: string,
  part: (answer: LicenseAnswer) => Part | undefined,
): Promise<readonly (LicenseAnswer & { readonly part: Part })[]> {
  const found = (await licenseAnswers(context)).flatMap(answer => {
    const value = part(answer);
    return value === undefined ? [] : [{ ...answer, part: value }];
  });
  if (found.length > 0) return found;
  await context.accepted('AcquireLicense');
  throw new Inapplicable(`No answer to a recorded challenge has ${name}, and none has to.`);
}

/**
 * The first one is the plain request, which others have sent already; but a test server is told by the
 * query what license it is to give (PlayReady-facts 4.2), so one that was recorded is sent along.
 */
function requestOf({ name, request }: Recording, isFirst: boolean): PlayReadyRequest {
  const [, query = ''] = request.path.split('?');
  if (query !== '') return { fixture: `recorded ${name}`, recording: name, query };
  return isFirst ? {} : { fixture: `recorded ${name}`, recording: name };
}
