import { tryCheck, type RmsContext } from '../../harness/rms/context.ts';
import { grantsIn } from '../../harness/rms/grants.ts';
import { isOperation } from '../../harness/rms/operations.ts';
import { preflight } from '../../harness/rms/preflight.ts';
import { openSession, type RmsSession } from '../../harness/rms/session.ts';
import { stateFile, type RmsState } from '../../harness/rms/state.ts';
import type { Suite } from '../../harness/runner/suite.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { catalogue, type RmsiRequirementId } from './catalogue.ts';

export type RmsiSuite = Suite<RmsiRequirementId, SuitePlan, RmsState, RmsSession, RmsContext>;

/** The four interfaces of section 2.1. */
const interfaces = [
  'AcquireContentKey',
  'Precertify',
  'EditIssuanceLicense',
  'AcquirePreLicense',
] as const;

const operationOf = ([requirement]: readonly RmsiRequirementId[]) => {
  const operation = requirement && catalogue.requirements[requirement].operation;
  return operation !== undefined && isOperation(operation) ? operation : undefined;
};

export const rmsiSuite: RmsiSuite = {
  catalogue,
  projects: { 'rmsi-soap11': 'soap11', 'rmsi-soap12': 'soap12' },
  stateFile,
  preflight,
  openSession,
  grantsIn,
  partsOf: requirements => (operationOf(requirements) === undefined ? interfaces : []),
  tryCheck(session, recorder, notes, requirements, part) {
    const operation = operationOf(requirements);
    return tryCheck(session, recorder, notes, {
      interfaces,
      ...(operation !== undefined && { operation }),
      ...(part !== undefined && isOperation(part) && { part }),
    });
  },
};
