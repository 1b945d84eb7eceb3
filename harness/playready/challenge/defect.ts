import { PlayReadyError } from '../error.ts';
import { readChallenge } from './challenge.ts';
import { applyEdits, type Edit } from './edit.ts';
import { byteText, markupAt, readMarkup, type Markup } from '../markup.ts';

/**
 * What a defect reaches:
 *
 * - `signed-data`: the payload, so that DigestValue is no longer right for it;
 * - `signature`: the digest is right for the payload, the signature for nothing; or there is none;
 * - `structure`: what is left is no whole message of the operation, whatever the signature says.
 */
export type DefectReach = 'signed-data' | 'signature' | 'structure';

/** A message of a client with one thing wrong; its twin is the message itself. */
export interface ChallengeDefect {
  /** Readable and stable, e.g. `signature-r-last`. */
  readonly name: string;
  /** What was changed, e.g. `the last byte of r in SignatureValue`. */
  readonly what: string;
  readonly reach: DefectReach;
  /**
   * The message with the defect, all else byte for byte; undefined when it has no such part, or is no
   * message that `readChallenge` reads. The same message gives the same bytes, unless keys are made.
   */
  readonly apply: (message: Uint8Array) => Uint8Array | undefined;
}

/** The parts of a message by their places. */
export interface MessageParts {
  /** The whole message, one character per byte. */
  readonly text: string;
  readonly operation: Markup;
  /** M:Challenge. */
  readonly challenge: Markup;
  readonly payload: Markup;
  readonly signature?: Markup;
}

/** Makes a defect of a function that says what to change. */
export function defect(
  reach: DefectReach,
  name: string,
  what: string,
  edit: (parts: MessageParts) => Edit | readonly Edit[] | undefined,
): ChallengeDefect {
  const apply = (message: Uint8Array): Uint8Array | undefined => {
    const parts = partsOf(message);
    const edits = parts && [edit(parts) ?? []].flat();
    return edits === undefined || edits.length === 0 ? undefined : applyEdits(message, edits);
  };
  return { name, what, reach, apply };
}

function partsOf(message: Uint8Array): MessageParts | undefined {
  try {
    readChallenge(message);
  } catch (error) {
    if (error instanceof PlayReadyError) return undefined;
    throw error;
  }
  const text = byteText(message);
  const operation = markupAt(readMarkup(text), 'Body', '*');
  const challenge = markupAt(operation, 'challenge', 'Challenge');
  const payload = markupAt(challenge, '*');
  if (operation === undefined || challenge === undefined || payload === undefined) return undefined;
  const signature = markupAt(challenge, 'Signature');
  return {
    text,
    operation,
    challenge,
    payload,
    ...(signature === undefined ? {} : { signature }),
  };
}
