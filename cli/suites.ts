import type { Exchange } from '../harness/report/exchange.ts';
import type { Grant } from '../harness/report/ledger.ts';
import type { SuiteFacts } from '../harness/report/suite-facts.ts';
import type { SuiteState } from '../harness/runner/suite.ts';
import type { SuitePlan } from '../harness/runner/suite-plan.ts';
import type { Target } from '../harness/target/target.ts';
import type { Catalogue } from '../harness/verdict/requirement.ts';
import { catalogue as clock } from '../suites/clock/catalogue.ts';
import { clockFacts } from '../suites/clock/facts.ts';
import { catalogue as playready } from '../suites/playready/catalogue.ts';
import { playReadyFacts } from '../suites/playready/facts.ts';
import { catalogue as rmsi } from '../suites/rmsi/catalogue.ts';
import { rmsiFacts } from '../suites/rmsi/facts.ts';
import { catalogue as wmdrm } from '../suites/wmdrm/catalogue.ts';
import { wmdrmFacts } from '../suites/wmdrm/facts.ts';

/** A suite as every command knows it; what takes long to load stands in cli/protocols. */
export interface SuiteEntry {
  readonly name: string;
  readonly catalogue: Catalogue;
  /** Its projects in playwright.config.ts. */
  readonly projects: readonly string[];
  readonly facts: SuiteFacts;
  /** Whether a target has what this suite judges. */
  readonly concerns: (target: Target) => boolean;
  /** The preflight; `onSent` is told of all that is sent and of what a reply says to have issued. */
  readonly prepare: (plan: SuitePlan, onSent: Sent) => Promise<PreparedState>;
}

type Sent = (exchange: Exchange, grants: readonly Grant[]) => void;

/** What a preflight leaves, as far as every suite's does. */
export interface PreparedState extends SuiteState {
  /** Why nothing of this suite could be reached. */
  readonly unreachable?: string;
}

/** The suites that this build has; every worker loads this list, and one process their preflights. */
export const suites: readonly SuiteEntry[] = [
  {
    name: 'rmsi',
    catalogue: rmsi,
    projects: ['rmsi-soap11', 'rmsi-soap12'],
    facts: rmsiFacts,
    concerns: ({ deployments }) => Object.keys(deployments).length > 0,
    async prepare(plan, onSent) {
      const { preflight } = await import('../harness/rms/preflight.ts');
      const { grantsIn } = await import('../harness/rms/grants.ts');
      return preflight(telling(plan, grantsIn, onSent));
    },
  },
  {
    name: 'playready',
    catalogue: playready,
    projects: ['playready'],
    facts: playReadyFacts,
    concerns: target => target.playready !== undefined,
    async prepare(plan, onSent) {
      const { preflight } = await import('../harness/rights-manager/preflight.ts');
      const { grantsIn } = await import('../harness/rights-manager/grants.ts');
      return preflight(telling(plan, grantsIn, onSent));
    },
  },
  {
    name: 'wmdrm',
    catalogue: wmdrm,
    projects: ['wmdrm'],
    facts: wmdrmFacts,
    concerns: target => target.wmdrm !== undefined,
    async prepare(plan, onSent) {
      const { preflight } = await import('../harness/license-server/preflight.ts');
      const { grantsIn } = await import('../harness/license-server/grants.ts');
      return preflight(telling(plan, grantsIn, onSent));
    },
  },
  {
    name: 'clock',
    catalogue: clock,
    projects: ['clock'],
    facts: clockFacts,
    concerns: ({ clock: clocks, services }) => clocks !== undefined || services !== undefined,
    async prepare(plan, onSent) {
      const { preflight } = await import('../harness/clock/preflight.ts');
      const { grantsIn } = await import('../harness/clock/grants.ts');
      return preflight(telling(plan, grantsIn, onSent));
    },
  },
];

/** The catalogues of these suites. */
export const catalogues: readonly Catalogue[] = suites.map(({ catalogue }) => catalogue);

/** The projects of playwright.config.ts. */
export const projects: readonly string[] = suites.flatMap(suite => suite.projects);

/** The suites that a target concerns; all of them for the reference servers. */
export function suitesFor(target: Target | undefined): readonly SuiteEntry[] {
  return suites.filter(({ concerns }) => target === undefined || concerns(target));
}

function telling(
  plan: SuitePlan,
  grantsIn: (exchange: Exchange) => readonly Grant[],
  onSent: Sent,
): SuitePlan {
  return {
    ...plan,
    onSent: exchange => {
      onSent(exchange, grantsIn(exchange));
    },
  };
}
