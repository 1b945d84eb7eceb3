import type { Exchange } from '../report/exchange.ts';
import type { Grant } from '../report/ledger.ts';
import type { Recorder } from '../report/recorder.ts';
import type { Redactor } from '../report/redact.ts';
import type { Check } from '../verdict/check.ts';
import { decide, type Outcome } from '../verdict/decide.ts';
import type { Catalogue } from '../verdict/requirement.ts';
import type { Suite, SuiteState } from './suite.ts';
import type { SuitePlan } from './suite-plan.ts';

/** A check, or a part of one that can be tried alone. */
export interface Unit {
  readonly requirements: readonly string[];
  readonly part?: string;
}

/** What a worker tries units with. */
export interface UnitSession {
  /** Never throws: see `decide`. */
  decide(unit: Unit, recorder: Recorder, notes: string[]): Promise<Outcome>;
  /** Ends what the session has started. */
  close(): void;
}

/**
 * A suite with its checks, without the types that are its own: what proving, rehearsing and explaining
 * work with, whichever protocol it is.
 */
export interface RunnableSuite {
  readonly catalogue: Catalogue;
  readonly projects: readonly string[];
  /** Whole checks, in file order. */
  readonly checks: readonly Unit[];
  /** Checks, and in the place of one that is a sum of parts these parts. */
  readonly units: readonly Unit[];
  preflight(plan: SuitePlan): Promise<SuiteState>;
  /** A view of the target that a state describes; `state` comes from `preflight`. */
  open(state: SuiteState, project: string, redactor: Redactor): UnitSession;
  grantsIn(exchange: Exchange): readonly Grant[];
}

/** Puts a suite and its checks together. */
export function makeRunnable<
  Id extends string,
  State extends SuiteState,
  Session,
  Context,
  Variant extends string,
>(
  suite: Suite<Id, SuitePlan, State, Session, Context, Variant>,
  checks: readonly Check<Id, Context>[],
): RunnableSuite {
  const ofUnit = new Map<Unit, Check<Id, Context>>();
  const unitOf = (check: Check<Id, Context>, part?: string): Unit => {
    const unit = { requirements: check.requirements, ...(part !== undefined && { part }) };
    ofUnit.set(unit, check);
    return unit;
  };
  return {
    catalogue: suite.catalogue,
    projects: Object.keys(suite.projects),
    checks: checks.map(check => unitOf(check)),
    units: checks.flatMap(check => {
      const parts = suite.partsOf(check.requirements);
      return parts.length === 0 ? [unitOf(check)] : parts.map(part => unitOf(check, part));
    }),
    preflight: plan => suite.preflight(plan),
    grantsIn: exchange => suite.grantsIn(exchange),
    open(state, project, redactor) {
      const session = suite.openSession(state as State, variantOf(suite, project), redactor);
      return {
        decide(unit, recorder, notes) {
          const check = ofUnit.get(unit);
          if (check === undefined) throw new Error('This unit is none of this suite.');
          const { requirements } = check;
          return decide(check, suite.tryCheck(session, recorder, notes, requirements, unit.part));
        },
        close() {
          suite.closeSession?.(session);
        },
      };
    },
  };
}

/** The variant that a project tries. @throws Error when the project is none of the suite's */
export function variantOf<Variant extends string>(
  { projects }: { readonly projects: Readonly<Record<string, Variant>> },
  project: string,
): Variant {
  const variant = projects[project];
  if (variant === undefined) throw new Error(`There is no project called ${project}.`);
  return variant;
}
