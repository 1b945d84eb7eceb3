import { readChallenge, type Challenge } from '../playready/challenge/challenge.ts';
import { ifReadable } from '../playready/if-readable.ts';
import { guidOfKid } from '../playready/kid.ts';
import { Blocked } from '../verdict/blocked.ts';
import type { PlayReadyContext } from './context.ts';

/** A recorded challenge that a test server can be asked with. */
export interface TestServerChallenge {
  /** The recording's name. */
  readonly recording: string;
  readonly challenge: Challenge;
  /** The KIDs of its header as GUIDs in lower case, each once. */
  readonly guids: readonly [string, ...string[]];
}

/**
 * The recorded challenge for a single key, which the dialect calls `header` (PlayReady-facts 4.2);
 * undefined when the target has none.
 */
export function challengeForOneKey(context: PlayReadyContext): TestServerChallenge | undefined {
  return challengesOf(context).find(({ guids }) => guids.length === 1);
}

/** The same. @throws Blocked `recording-missing` */
export function requireOneKey(context: PlayReadyContext): TestServerChallenge {
  return challengeForOneKey(context) ?? missing(context, 'a header with one KID');
}

/** The recorded challenge for several keys, of which two are asked. @throws Blocked `recording-missing` */
export function requireSeveralKeys(
  context: PlayReadyContext,
): TestServerChallenge & { readonly guids: readonly [string, string, ...string[]] } {
  for (const found of challengesOf(context)) {
    const [first, second, ...others] = found.guids;
    if (second !== undefined) return { ...found, guids: [first, second, ...others] };
  }
  return missing(context, 'a header with several KIDs (PlayReady 3.0 and later)');
}

/**
 * Those that ask for a license and leave it to the URL what it is like: which of the two counts where
 * CustomData configures one as well is not public.
 */
function challengesOf({ recordings }: PlayReadyContext): readonly TestServerChallenge[] {
  return recordings('AcquireLicense').flatMap(({ name, request }): TestServerChallenge[] => {
    const challenge = ifReadable(() => readChallenge(request.body));
    const [first, ...others] = new Set(challenge?.kids.map(guidOfKid));
    if (challenge === undefined || first === undefined) return [];
    if (challenge.header?.licenseRequested === 'false') return [];
    if (challenge.customData?.trimStart().startsWith('json=') === true) return [];
    return [{ recording: name, challenge, guids: [first, ...others] }];
  });
}

function missing({ recording }: PlayReadyContext, what: string): never {
  recording('AcquireLicense');
  throw new Blocked(
    'recording-missing',
    `No recorded AcquireLicense that asks for a license has ${what} and leaves the license to the URL; docs/recordings.md says how to record one.`,
  );
}
