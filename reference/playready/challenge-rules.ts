import type { Challenge } from '../../harness/playready/challenge/challenge.ts';
import { verifySigned } from '../../harness/playready/signature.ts';
import { XmlRefusal } from '../../harness/xml/refusal.ts';

/** How signed messages of clients are looked at (PlayReady-facts 1.3, 2.1). */
export interface ChallengeRules {
  readonly supportsVersion: (version: string | undefined) => boolean;
  /** Whether an AcquireLicense message holds a header that can be read. */
  readonly hasHeader: (challenge: Challenge) => boolean;
  /** Whether a message's digest and signature are right for the key that it names. */
  readonly signatureIsRight: (challenge: Challenge, document: Uint8Array) => boolean;
}

export const conformingChallenge: ChallengeRules = {
  supportsVersion: version => version === '1',
  hasHeader: ({ payload, header }) => payload.name === 'LA' && header !== undefined,
  signatureIsRight: ({ payload, publicKey }, document) => {
    if (publicKey === undefined) return false;
    try {
      return verifySigned(document, payload, publicKey).valid;
    } catch (error) {
      if (error instanceof XmlRefusal) return false;
      throw error;
    }
  },
};
