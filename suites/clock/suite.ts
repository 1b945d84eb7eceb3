import { tryCheck, type ClockContext, type Proof } from '../../harness/clock/context.ts';
import { grantsIn } from '../../harness/clock/grants.ts';
import { preflight } from '../../harness/clock/preflight.ts';
import { openSession, type ClockSession } from '../../harness/clock/session.ts';
import { stateFile, type ClockState } from '../../harness/clock/state.ts';
import type { Suite } from '../../harness/runner/suite.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { clockVersions } from '../../harness/target/clock.ts';
import { catalogue, type ClockRequirementId } from './catalogue.ts';

export type ClockSuite = Suite<
  ClockRequirementId,
  SuitePlan,
  ClockState,
  ClockSession,
  ClockContext,
  'http'
>;

/** What shows that a server does what the rows of an operation are about. */
const proofs: Readonly<Record<string, Proof>> = {
  'Published links': 'itself',
  'Client-owner services': 'itself',
  Petition: 'petition',
  'Secure-clock response': 'response',
};

export const clockSuite: ClockSuite = {
  catalogue,
  projects: { clock: 'http' },
  stateFile,
  preflight,
  openSession,
  grantsIn,
  partsOf: () => [],
  tryCheck(session, recorder, notes, requirements) {
    const [requirement] = requirements;
    const operation = requirement && catalogue.requirements[requirement].operation;
    const version = clockVersions.find(each => requirement?.startsWith(`clock.${each}.`));
    return tryCheck(session, recorder, notes, {
      proof: proofs[operation ?? ''] ?? 'any',
      ...(version !== undefined && { version }),
      ...(operation === 'Client-owner services' && { ofOwners: true }),
    });
  },
};
