import { protocols } from '../playready/namespaces.ts';
import type { Reply } from '../soap/reply.ts';
import { describeReply } from '../verdict/expect.ts';
import type { OperationName } from './operations.ts';

/**
 * What a reply lacks to be an operation's answer at all: no fault, and the response element of the
 * envelope pattern (PlayReady-facts 1.2); undefined when it is one.
 */
export function answerDoubt(reply: Reply, operation: OperationName): string | undefined {
  const { content, fault } = reply;
  const isAnswer =
    fault === undefined &&
    content?.name === `${operation}Response` &&
    content.namespace === protocols;
  return isAnswer ? undefined : describeReply(reply);
}
