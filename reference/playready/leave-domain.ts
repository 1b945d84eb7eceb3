import { escapeText } from '../../harness/xml/escape.ts';
import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';
import { readTestPayload } from './test-payload.ts';

/** LeaveDomain (PlayReady-facts 1.7): who is no member may leave, too, as whoever repeats a message. */
export const leaveDomain: Operation = call => {
  const { behaviour, state } = call;
  const { text, client } = readTestPayload(call);
  const accountId = text('AccountID');
  if (!behaviour.knowsAccount(state, accountId))
    throw new Refused('unknownAccountId', 'The account is unknown.');
  state.members.delete(client);
  return behaviour.writeLeaveResponse(escapeText(accountId));
};
