import { defect, type ChallengeDefect, type MessageParts } from './defect.ts';
import { removal, type Edit } from './edit.ts';
import { payloadDefects } from './payload-defects.ts';
import { signatureDefects } from './signature-defects.ts';

const structureDefects: readonly ChallengeDefect[] = [
  defect('structure', 'payload-removed', 'the payload, taken out', ({ payload }) =>
    removal(payload),
  ),
  defect('structure', 'challenge-removed', 'Challenge, taken out', ({ challenge }) =>
    removal(challenge),
  ),
  defect('structure', 'other-operation', 'the element of another operation', renamed),
  defect('structure', 'cut-off', 'the second half of the message, cut off', ({ text }) => ({
    start: text.length >> 1,
    end: text.length,
    text: '',
  })),
];

/**
 * What can be wrong with a client's message, one thing each: with its payload, its Signature, its
 * structure. Each is derived from an accepted twin, the message as it was recorded, and changes nothing
 * else in it, not even white space.
 */
export const challengeDefects: readonly ChallengeDefect[] = [
  ...payloadDefects,
  ...signatureDefects,
  ...structureDefects,
];

function renamed({ text, operation }: MessageParts): readonly Edit[] {
  const other = operation.name === 'AcquireLicense' ? 'AcknowledgeLicense' : 'AcquireLicense';
  return [operation.start, operation.contentEnd].map(tag => {
    const before = /^<\/?(?:[^\s/>:]+:)?/.exec(text.slice(tag))?.[0].length ?? 0;
    return { start: tag + before, end: tag + before + operation.name.length, text: other };
  });
}
