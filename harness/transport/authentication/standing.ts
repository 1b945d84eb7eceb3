import type { WireFailure, WireOutcome } from '../wire.ts';

/** How one attempt ended, and whether the server has accepted the credentials, or refused them. */
export interface Attempt {
  readonly outcome: WireOutcome;
  readonly proven: boolean;
  readonly refused: boolean;
}

/** What a transport knows of its credentials. */
export interface Standing {
  /** Makes an attempt, or returns the refusal that the credentials met before. */
  attempt(make: () => Promise<Attempt>): Promise<WireOutcome>;
}

/**
 * Keeps wrong credentials from being sent again and again, since that locks accounts. Until a first
 * answer there is one attempt at a time; after a refusal there is none. Once the server has accepted
 * the credentials they are not wrong, and a refusal concerns the one request.
 */
export function openStanding(): Standing {
  let refusal: WireFailure | undefined;
  let answered = false;
  let accepted = false;
  let trying: Promise<unknown> | undefined;

  const judge = async (make: () => Promise<Attempt>): Promise<WireOutcome> => {
    const { outcome, proven, refused } = await make();
    accepted ||= proven;
    answered ||= outcome.kind === 'response';
    if (outcome.kind === 'failure' && refused && !accepted) refusal ??= outcome;
    return outcome;
  };

  return {
    async attempt(make) {
      while (trying !== undefined) await trying;
      if (refusal !== undefined) return { ...refusal, durationMs: 0 };
      if (answered) return judge(make);
      const first = judge(make);
      trying = first.then(
        () => (trying = undefined),
        () => (trying = undefined),
      );
      return first;
    },
  };
}
