import { answerDoubt } from '../answer-doubt.ts';
import type { Driver } from './driver.ts';
import { lookDoubt } from './looked-at.ts';
import { recordedMessage } from './recorded-message.ts';

/** LeaveDomain (PlayReady-facts 1.7); no body of it is public. */
export const leaveDomain: Driver = {
  success: 'a response to the message that is refused for other content',
  message: recordedMessage('LeaveDomain'),
  doubt: async (reply, asked) =>
    answerDoubt(reply, 'LeaveDomain') ?? (await lookDoubt('LeaveDomain', asked)),
};
