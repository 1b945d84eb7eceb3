import { profiles, type ProfileName } from '../../harness/target/profile.ts';
import type { Behaviour } from './behaviour.ts';

/**
 * The rules in which a product version is documented to differ from the text of MS-RMSI (section 7):
 * the range it supports, and that its faults carry no VersionData. `specification` differs in none.
 */
export function behaviourOfProfile(name: ProfileName): Partial<Behaviour> {
  const { range, faultsCarryVersionData } = profiles[name];
  return {
    ...(range !== undefined && { supportedRange: range }),
    ...(!faultsCarryVersionData && { announcesVersions: isFault => !isFault }),
  };
}
