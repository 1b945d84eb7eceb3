import { Blocked } from '../../verdict/blocked.ts';
import { answerDoubt } from '../answer-doubt.ts';
import { destroyContent } from '../destroy-content.ts';
import type { OperationName } from '../operations.ts';
import type { Asked } from './driver.ts';

/**
 * Whether a server tells a message from the same one with its content destroyed. Where nothing is
 * public of what an answer holds, that is what shows that it looked (PlayReady-facts 1.7, 1.8, 1.11).
 */
export async function lookDoubt(
  operation: OperationName,
  { request, message, also }: Asked,
): Promise<string | undefined> {
  const destroyed = destroyContent(message);
  if (destroyed === undefined) return 'the message holds nothing that could be spoilt';
  const { recording, deployment } = request;
  const reply = await also({
    fixture: 'content-destroyed',
    edit: () => destroyed,
    ...(recording !== undefined && { recording }),
    ...(deployment !== undefined && { deployment }),
  });
  if (reply.outcome.kind === 'failure') throw new Blocked('twin-refused', reply.outcome.message);
  return answerDoubt(reply, operation) === undefined
    ? 'the same for a message whose content was destroyed'
    : undefined;
}
