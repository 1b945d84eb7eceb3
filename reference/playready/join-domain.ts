import type { Operation } from './operation.ts';
import { Refused } from './refusal.ts';
import { readTestPayload } from './test-payload.ts';

/** JoinDomain (PlayReady-facts 1.7): the client gets a domain certificate; joining again changes nothing. */
export const joinDomain: Operation = call => {
  const { behaviour, state, deployment } = call;
  const { text, client } = readTestPayload(call);
  if (behaviour.domainIsFull(deployment.name))
    throw new Refused('deviceLimit', 'The domain has its maximum of devices.');
  if (!behaviour.knowsAccount(state, text('AccountID')))
    throw new Refused('unknownAccountId', 'The account is unknown.');
  state.members.add(client);
  return behaviour.writeJoinResponse(behaviour.domainChain(state));
};
