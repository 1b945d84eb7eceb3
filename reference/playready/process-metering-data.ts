import { escapeText } from '../../harness/xml/escape.ts';
import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';
import { readTestPayload } from './test-payload.ts';

/** ProcessMeteringData (PlayReady-facts 1.11): the answer names the transaction of the report. */
export const processMeteringData: Operation = call => {
  const { behaviour, state, deployment } = call;
  const payload = readTestPayload(call);
  if (!behaviour.takesReportsFor(state, payload.text('MeteringID'), deployment.name))
    throw new Refused('unknownMeteringId', 'The metering id is unknown.');
  return behaviour.writeMeteringDataResponse(escapeText(payload.text('TransactionID')));
};
