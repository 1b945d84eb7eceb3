import { answerDoubt } from '../answer-doubt.ts';
import type { Driver } from './driver.ts';
import { lookDoubt } from './looked-at.ts';
import { recordedMessage } from './recorded-message.ts';

/** ProcessMeteringData (PlayReady-facts 1.11); no body of it is public. */
export const processMeteringData: Driver = {
  success: 'a response to the report that is refused for other content',
  message: recordedMessage('ProcessMeteringData'),
  doubt: async (reply, asked) =>
    answerDoubt(reply, 'ProcessMeteringData') ?? (await lookDoubt('ProcessMeteringData', asked)),
};
