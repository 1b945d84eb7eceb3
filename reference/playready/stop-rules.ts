import { writeTestPayload } from './test-payload.ts';
import { writeResponse } from './write-response.ts';

/** ProcessSecureStopData (PlayReady-facts 1.8). */
export interface StopRules {
  /** @param sessionId - of the session that was stopped, escaped */
  readonly writeSecureStopResponse: (sessionId: string) => string;
}

export const conformingStop: StopRules = {
  writeSecureStopResponse: sessionId =>
    writeResponse('ProcessSecureStopData', writeTestPayload(`<SessionID>${sessionId}</SessionID>`)),
};
