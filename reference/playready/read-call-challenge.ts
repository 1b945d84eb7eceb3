import { readChallenge, type Challenge } from '../../harness/playready/challenge/challenge.ts';
import { PlayReadyError } from '../../harness/playready/error.ts';
import type { Behaviour } from './behaviour.ts';
import { Refused } from './refusal.ts';

/**
 * Reads a client's message and proves its signature.
 *
 * @throws Refused `invalidMessage`, `signatureWrong`
 */
export function readCallChallenge(document: Uint8Array, behaviour: Behaviour): Challenge {
  const challenge = read(document);
  if (!behaviour.signatureIsRight(challenge, document))
    throw new Refused('signatureWrong', 'The message is not rightly signed.');
  return challenge;
}

function read(document: Uint8Array): Challenge {
  try {
    return readChallenge(document);
  } catch (error) {
    if (error instanceof PlayReadyError) throw new Refused('invalidMessage', 'Invalid message.');
    throw error;
  }
}
