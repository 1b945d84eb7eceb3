import type { Exchange } from '../report/exchange.ts';
import type { Grant } from '../report/ledger.ts';
import type { Recorder } from '../report/recorder.ts';
import type { Redactor } from '../report/redact.ts';
import type { SoapVersion } from '../soap/version.ts';
import type { Access } from '../transport/access.ts';
import type { Trial } from '../verdict/decide.ts';
import type { Catalogue } from '../verdict/requirement.ts';

/** What every suite's preflight leaves for the workers, besides its own. */
export type SuiteState = Access;

/**
 * A suite: a catalogue, and how its checks are tried in whatever runs them. A variant is a way of
 * speaking to the server in which every check is tried, such as a SOAP version.
 */
export interface Suite<
  Id extends string,
  Plan,
  State extends SuiteState,
  Session,
  Context,
  Variant extends string = SoapVersion,
> {
  readonly catalogue: Catalogue<Id>;
  /** Its Playwright projects, each with the variant that it tries. */
  readonly projects: Readonly<Record<string, Variant>>;
  /** Where the preflight leaves the state, below the run's folder. */
  readonly stateFile: string;
  readonly preflight: (plan: Plan) => Promise<State>;
  /** A worker's view of the target; sends nothing. */
  readonly openSession: (state: State, variant: Variant, redactor: Redactor) => Session;
  /** Ends what a session has started, such as a browser; left out where it starts nothing. */
  readonly closeSession?: (session: Session) => void;
  /**
   * The parts of the check of these requirements that can be tried alone and add up to it, such as the
   * interfaces that it judges one after the other; none for a check that is one piece.
   */
  readonly partsOf: (requirements: readonly Id[]) => readonly string[];
  /** What a reply says that the server has issued. */
  readonly grantsIn: (exchange: Exchange) => readonly Grant[];
  /** One attempt at the check of these requirements, or at one of its parts. */
  readonly tryCheck: (
    session: Session,
    recorder: Recorder,
    notes: string[],
    requirements: readonly Id[],
    part?: string,
  ) => Trial<Context>;
}
