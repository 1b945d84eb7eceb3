import { readChallenge } from '../../playready/challenge/challenge.ts';
import { PlayReadyError } from '../../playready/error.ts';
import { readDeleteLicenseResponse } from '../../playready/messages/delete-license-response.ts';
import type { Reply } from '../../soap/reply.ts';
import { answerDoubt } from '../answer-doubt.ts';
import type { Driver } from './driver.ts';
import { recordedMessage } from './recorded-message.ts';

/** ProcessDeleteLicenseData (PlayReady-facts 1.9): the session comes back that was sent. */
export const processDeleteLicenseData: Driver = {
  success: 'a DeleteLicenseResponse with the SessionID of the request',
  message: recordedMessage('ProcessDeleteLicenseData'),
  doubt: (reply, { message }) =>
    Promise.resolve(answerDoubt(reply, 'ProcessDeleteLicenseData') ?? sessionDoubt(reply, message)),
};

function sessionDoubt({ content }: Reply, message: Uint8Array): string | undefined {
  try {
    const { sessionId: sent } = readChallenge(message);
    if (sent === undefined) return 'an answer to a message that has no SessionID';
    const returned = content && readDeleteLicenseResponse(content).sessionId;
    if (returned === sent) return undefined;
    return `a response with ${returned === undefined ? 'no' : 'another'} SessionID`;
  } catch (error) {
    if (error instanceof PlayReadyError) return `an answer to no such message: ${error.message}`;
    throw error;
  }
}
