import type { Challenge } from '../../../harness/playready/challenge/challenge.ts';
import { verifySigned, type SignedVerdict } from '../../../harness/playready/signature.ts';
import { XmlRefusal } from '../../../harness/xml/refusal.ts';
import { conforming, type Behaviour } from '../../playready/behaviour.ts';

/** Why a message is not rightly signed. */
export type Wrong = Extract<SignedVerdict, { valid: false }>;

/** Takes some messages of one operation although they are not rightly signed. */
export function trusting(
  operation: string,
  trusts: (wrong: Wrong, challenge: Challenge, document: Uint8Array) => boolean,
): Pick<Behaviour, 'signatureIsRight'> {
  return {
    signatureIsRight: (challenge, document) => {
      if (conforming.signatureIsRight(challenge, document)) return true;
      const wrong = challenge.operation === operation && wrongIn(challenge, document);
      return wrong && trusts(wrong, challenge, document);
    },
  };
}

function wrongIn({ payload, publicKey }: Challenge, document: Uint8Array): Wrong | false {
  if (publicKey === undefined) return { valid: false, reason: 'no key' };
  try {
    const verdict = verifySigned(document, payload, publicKey);
    return verdict.valid ? false : verdict;
  } catch (error) {
    if (error instanceof XmlRefusal) return false;
    throw error;
  }
}
