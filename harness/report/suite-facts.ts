import type { ProfileInference } from '../target/infer-profile.ts';
import type { Catalogue } from '../verdict/requirement.ts';
import type { TargetFacts } from './results.ts';

/** What the reporter has to know about the suite that ran; the configuration hands it over. */
export interface SuiteFacts {
  readonly catalogue: Catalogue;
  /** Reads what the preflight left in the run's folder. */
  describeTarget(
    folder: string,
    name: string,
  ): { target: TargetFacts; seed: number; inferred?: ProfileInference };
}
