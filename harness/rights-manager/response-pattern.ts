import { messages, protocols } from '../playready/namespaces.ts';
import type { Reply } from '../soap/reply.ts';
import { child } from '../xml/element.ts';
import type { OperationName } from './operations.ts';

/**
 * What an operation's response element lacks of the pattern of the documented ones,
 * `{P}OpResult / {M}Response`, or of its result alone; undefined when it is there, and when the answer
 * has no such response element (PlayReady-facts 1.2).
 */
export function patternDoubt(
  { content }: Reply,
  operation: OperationName,
  depth: 'result' | 'response' = 'response',
): string | undefined {
  if (content?.name !== `${operation}Response` || content.namespace !== protocols) return undefined;
  const result = child(content, `${operation}Result`, protocols);
  if (result === undefined) return `no <${operation}Result> in "${protocols}"`;
  return depth === 'response' && child(result, 'Response', messages) === undefined
    ? `no <Response> in "${messages}"`
    : undefined;
}
