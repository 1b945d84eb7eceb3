import type { RunnableSuite } from '../../harness/runner/runnable-suite.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import type { ProfileName } from '../../harness/target/profile.ts';
import type { Target } from '../../harness/target/target.ts';
import type { Mutant } from '../../reference/mutants/mutant.ts';
import type { GenuineAnswers } from '../../reference/null/null-server.ts';

/** A reference server with rules of its own. */
export interface Variation {
  /** Rules that it has otherwise than the conforming one, by their names. */
  readonly behaviour?: object;
  readonly profile?: ProfileName;
}

/** A reference server that is running, as the suite is told of it. */
export interface RunningReference {
  readonly plan: SuitePlan;
  readonly close: () => Promise<void>;
}

/** A conforming server that no check may call anything else. */
export interface ConformingServer {
  /** Tells it from the others in a message. */
  readonly name: string;
  readonly start: () => Promise<RunningReference>;
}

/**
 * A suite with its reference server and mutants: what proving, rehearsing and explaining need of a
 * protocol.
 */
export interface Protocol {
  readonly name: string;
  /** Brings Playwright along, which takes longer to load than most commands. */
  readonly loadSuite: () => Promise<RunnableSuite>;
  readonly mutants: readonly Mutant<object>[];
  /** Every rule of the reference server, by its name. */
  readonly conforming: object;
  /** Starts a reference server; the conforming one unless told otherwise. */
  readonly start: (variation?: Variation) => Promise<RunningReference>;
  /** Besides `start()`, further conforming servers. */
  readonly conformingServers: readonly ConformingServer[];
  /** The projects in which a mutant has to be tried; mutants may take turns by `turn`. */
  readonly projectsFor: (behaviour: object, turn: number) => readonly string[];
  /** What a run is told of a server that does nothing right and stands for every deployment. */
  readonly nullPlan: (genuine: SuitePlan, base: string) => SuitePlan;
  /** A conforming server's answers to requests that are not this run's. */
  readonly recordGenuineAnswers: (genuine: SuitePlan) => Promise<GenuineAnswers>;
  /** The reference server, described with as much as the target has of this protocol. */
  readonly standInFor: (target: Target, reference: SuitePlan) => SuitePlan;
  /** URLs of the stand-in, each with the target's URL that it stands for. */
  readonly places: (target: Target, standIn: SuitePlan) => readonly (readonly [string, string])[];
}

/** The seed of every proof, so that two proofs ask the same. */
export const proofSeed = 20_260_101;
