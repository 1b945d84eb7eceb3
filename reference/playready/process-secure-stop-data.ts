import { escapeText } from '../../harness/xml/escape.ts';
import type { Operation } from './operation.ts';
import { readTestPayload } from './test-payload.ts';

/** ProcessSecureStopData (PlayReady-facts 1.8): a session of our test client has ended. */
export const processSecureStopData: Operation = call =>
  call.behaviour.writeSecureStopResponse(escapeText(readTestPayload(call).text('SessionID')));
