import { escapeText } from '../../harness/xml/escape.ts';
import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';
import { readTestPayload } from './test-payload.ts';

/** AcknowledgeLicense (PlayReady-facts 1.4 R5, 1.11): a transaction stays known once it is acknowledged. */
export const acknowledgeLicense: Operation = call => {
  const { behaviour, state } = call;
  const transactionId = readTestPayload(call).text('TransactionID');
  if (!behaviour.knowsTransaction(state, transactionId))
    throw new Refused('unknownTransactionId', 'The transaction is unknown.');
  return behaviour.writeAcknowledgeResponse(escapeText(transactionId));
};
