import type { ProfileName } from '../../harness/target/profile.ts';
import type { Behaviour as RmsBehaviour } from '../rms/behaviour.ts';

/** A reference server, RMS unless said otherwise, with one rule broken (DESIGN.md, vocabulary). */
export interface Mutant<Behaviour = RmsBehaviour> {
  /** What it does wrong, in kebab-case; unique. */
  readonly name: string;
  /**
   * The requirements that break with the rule, by id: the checks of these must go red, those of no
   * others. One rule can stand in several sentences.
   */
  readonly breaks: readonly string[];
  readonly behaviour: Partial<Behaviour>;
  /** The product that the server is, where the rule is that product's; `specification` by default. */
  readonly profile?: ProfileName;
}
