import { readExceptionDetail } from '../playready/messages/exception-detail.ts';
import { formatStatusCode } from '../playready/messages/status-code.ts';
import { statusCodes } from '../playready/messages/status-codes.ts';
import { writeConfigurations } from '../playready/test-server/configuration.ts';
import type { Reply } from '../soap/reply.ts';
import { Blocked } from '../verdict/blocked.ts';
import type { Trial } from '../verdict/decide.ts';
import { describeReply } from '../verdict/expect.ts';
import type { PlayReadyContext } from './context.ts';
import { challengeOfNobody } from './provoked-faults.ts';
import type { PlayReadyRequest } from './request.ts';
import { challengeForOneKey, type TestServerChallenge } from './test-server-challenge.ts';

const deployment = 'test-server';

/** The status codes that a test server can be told to answer with, by number (PlayReady-facts 3.4). */
export const errorCodes: readonly number[] = statusCodes
  .filter(({ onTestServer }) => onTestServer)
  .map(({ code }) => code);

/**
 * What a test server answers to a recorded challenge at a URL that configures the answer; sent once per
 * worker, after the same challenge was granted by what `twin` says, or without parameters.
 *
 * @param query - `cfg=(...)`, as it is to stand in the URL
 */
export async function askTestServer(
  { repeated, answer }: PlayReadyContext,
  { recording }: Pick<TestServerChallenge, 'recording'>,
  query: string,
  twin?: string,
): Promise<Reply> {
  const plain: PlayReadyRequest = { deployment, recording };
  await repeated('AcquireLicense', twin === undefined ? plain : configured(plain, twin));
  return answer('AcquireLicense', configured(plain, query));
}

/**
 * What a test server answers when it is asked for a status code (PlayReady-facts 4.7). Without a recorded
 * challenge, with one of no client: whether the server looks at that first is not public, so the answer
 * counts only where it is the code that was asked for, and another one's is the other.
 *
 * @throws Blocked `recording-missing` where it does not count
 */
export async function askForError(context: PlayReadyContext, code: number): Promise<Reply> {
  const recorded = challengeForOneKey(context);
  if (recorded !== undefined) return askTestServer(context, recorded, errorQuery(code));
  const [other = code] = errorCodes.filter(each => each !== code);
  const [reply, control] = [await askAsNobody(context, code), await askAsNobody(context, other)];
  if (codeOf(reply) === code && codeOf(control) === other) return reply;
  throw new Blocked(
    'recording-missing',
    `A challenge of no client got ${describeReply(reply)} where ${formatStatusCode(code)} was asked for, and whether a client's is needed first is not public; docs/recordings.md says how to record one.`,
  );
}

/**
 * Trials of what only a test server does: at that deployment, and confirmed by what it grants there.
 *
 * @param isNamed - whether the target names a test server
 */
export function tryTestServer(
  trial: Trial<PlayReadyContext>,
  isNamed: boolean,
): Trial<PlayReadyContext> {
  const { accepted } = trial.context;
  return {
    ...trial,
    admit() {
      trial.admit();
      if (!isNamed)
        throw new Blocked(
          'deployment-missing',
          'The target names no test server; add one that speaks the cfg syntax as test-server to playready.deployments in the target file (docs/test-server.md).',
        );
    },
    async confirm() {
      const recorded = challengeForOneKey(trial.context);
      if (recorded === undefined) await accepted('GetMeteringCertificate', { deployment });
      else await accepted('AcquireLicense', { deployment, recording: recorded.recording });
    },
  };
}

function askAsNobody({ answer }: PlayReadyContext, code: number): Promise<Reply> {
  const { request } = challengeOfNobody();
  return answer('AcquireLicense', configured({ ...request, deployment }, errorQuery(code)));
}

function configured(request: PlayReadyRequest, query: string): PlayReadyRequest {
  return { ...request, query, fixture: `${request.fixture ?? 'minimal'} with ${query}` };
}

function errorQuery(errorcode: number): string {
  return `cfg=${writeConfigurations([{ errorcode }])}`;
}

function codeOf({ fault }: Reply): number | undefined {
  return fault === undefined ? undefined : readExceptionDetail(fault).statusCode?.code;
}
