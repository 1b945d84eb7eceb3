import { schemaMarks } from '../playready/messages/schema-marks.ts';
import { protocols } from '../playready/namespaces.ts';
import type { Reply } from '../soap/reply.ts';
import { describeReply } from '../verdict/expect.ts';
import type { OperationName } from './operations.ts';

/**
 * What a reply lacks to be an operation's answer at all: a Body that holds no fault, nor the request,
 * but where it is documented the operation's response element (PlayReady-facts 1.2); undefined when it
 * is one.
 */
export function answerDoubt(reply: Reply, operation: OperationName): string | undefined {
  const { content, fault } = reply;
  if (content === undefined || fault !== undefined || content.name === operation)
    return describeReply(reply);
  if (schemaMarks[operation].response === 'inferred') return undefined;
  const isNamed = content.name === `${operation}Response` && content.namespace === protocols;
  return isNamed ? undefined : describeReply(reply);
}
