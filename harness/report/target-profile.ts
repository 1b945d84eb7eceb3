import type { ProfileDifference, ProfileInference } from '../target/infer-profile.ts';
import type { ProfileName } from '../target/profile.ts';

/** What a target was held to where the specification leaves room, as results.json says it. */
export interface TargetProfile {
  readonly heldTo: ProfileName;
  /** With `profile: infer`: the closest documented product, and in what the server is otherwise. */
  readonly inferred?: {
    readonly closest: ProfileName;
    readonly differences: readonly ProfileDifference[];
    /** Facts that no answer showed. */
    readonly unobserved: readonly ProfileDifference['fact'][];
  };
}

/** The short form of an inference; the whole of it stands in profile.json. */
export function targetProfile(
  heldTo: ProfileName,
  inference: ProfileInference | undefined,
): TargetProfile {
  if (inference === undefined) return { heldTo };
  const { profile: closest, differences, unobserved } = inference.closest;
  return { heldTo, inferred: { closest, differences, unobserved } };
}

/** The inferred profile in a line for people; none where nothing was to be inferred. */
export function profileLine({ heldTo, inferred }: TargetProfile): string | undefined {
  if (inferred === undefined) return undefined;
  const { closest, differences, unobserved } = inferred;
  const but = [
    ...differences.map(
      ({ fact, documented, observed }) => `${fact} is ${observed}, documented ${documented}`,
    ),
    ...unobserved.map(fact => `${fact} could not be observed`),
  ];
  const like = but.length === 0 ? `as ${closest}` : `closest to ${closest}, but ${but.join('; ')}`;
  return `profile: ${like}; held to ${heldTo} (profile.json)`;
}
