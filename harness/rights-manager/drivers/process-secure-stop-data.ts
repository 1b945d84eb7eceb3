import { answerDoubt } from '../answer-doubt.ts';
import type { Driver } from './driver.ts';
import { lookDoubt } from './looked-at.ts';
import { recordedMessage } from './recorded-message.ts';

/** ProcessSecureStopData (PlayReady-facts 1.8); no body of it is public. */
export const processSecureStopData: Driver = {
  success: 'a response to the message that is refused for other content',
  message: recordedMessage('ProcessSecureStopData'),
  doubt: async (reply, asked) =>
    answerDoubt(reply, 'ProcessSecureStopData') ??
    (await lookDoubt('ProcessSecureStopData', asked)),
};
