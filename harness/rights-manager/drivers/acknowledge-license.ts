import { answerDoubt } from '../answer-doubt.ts';
import type { Driver } from './driver.ts';
import { lookDoubt } from './looked-at.ts';
import { recordedMessage } from './recorded-message.ts';

/** AcknowledgeLicense (PlayReady-facts 1.11); no body of it is public. */
export const acknowledgeLicense: Driver = {
  success: 'a response to the acknowledgement that is refused for other content',
  message: recordedMessage('AcknowledgeLicense'),
  doubt: async (reply, asked) =>
    answerDoubt(reply, 'AcknowledgeLicense') ?? (await lookDoubt('AcknowledgeLicense', asked)),
};
