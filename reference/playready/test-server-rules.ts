import type { Challenge } from '../../harness/playready/challenge/challenge.ts';
import type { Call } from './operation.ts';
import type { Refused } from './refusal.ts';

/** What a request makes the server do with AcquireLicense. */
export interface Configuration {
  /** Why it gives nothing. */
  readonly refusal?: Refused;
  /** Whether a license is persistent, so that the answer is signed (PlayReady-facts 1.4 R1). */
  readonly persistent: boolean;
  /** The TransactionID that is to be acknowledged (R5); `new` for one that the server makes. */
  readonly transactionId?: string;
  /** The KIDs of the licenses, in order; those of the challenge unless given. */
  readonly kids?: readonly Uint8Array[];
}

/** By what a client configures the answer to its challenge (PlayReady-facts 4). */
export interface TestServerRules {
  readonly configure: (call: Call, challenge: Challenge) => Configuration;
}

export const conformingTestServer: TestServerRules = {
  // Our own test client asks our own server in words; no real client does.
  configure: (_call, { customData = '' }) => {
    const words = customData.split(/\s+/);
    return {
      persistent: words.includes('persistent'),
      ...(words.includes('acknowledge') && { transactionId: 'new' }),
    };
  },
};
