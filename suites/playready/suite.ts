import { tryCheck, type PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { grantsIn } from '../../harness/rights-manager/grants.ts';
import { isOperation, operationNames } from '../../harness/rights-manager/operations.ts';
import { preflight } from '../../harness/rights-manager/preflight.ts';
import { openSession, type PlayReadySession } from '../../harness/rights-manager/session.ts';
import { stateFile, type PlayReadyState } from '../../harness/rights-manager/state.ts';
import { tryTestServer } from '../../harness/rights-manager/test-server.ts';
import type { Suite } from '../../harness/runner/suite.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import { catalogue, type PlayReadyRequirementId } from './catalogue.ts';

export type PlayReadySuite = Suite<
  PlayReadyRequirementId,
  SuitePlan,
  PlayReadyState,
  PlayReadySession,
  PlayReadyContext
>;

const operationOf = ([requirement]: readonly PlayReadyRequirementId[]) => {
  const operation = requirement && catalogue.requirements[requirement].operation;
  return operation !== undefined && isOperation(operation) ? operation : undefined;
};

const isOfTestServer = (requirements: readonly PlayReadyRequirementId[]) =>
  requirements.every(id => catalogue.requirements[id].operation === 'Test server');

export const playReadySuite: PlayReadySuite = {
  catalogue,
  // No genuine message is in SOAP 1.2 (PlayReady-facts 1.1).
  projects: { playready: 'soap11' },
  stateFile,
  preflight,
  openSession: (state, _version, redactor) => openSession(state, redactor),
  grantsIn,
  partsOf: requirements =>
    operationOf(requirements) === undefined && !isOfTestServer(requirements) ? operationNames : [],
  tryCheck(session, recorder, notes, requirements, part) {
    const operation = operationOf(requirements);
    const trial = tryCheck(session, recorder, notes, {
      ...(operation !== undefined && { operation }),
      ...(part !== undefined && isOperation(part) && { part }),
    });
    if (!isOfTestServer(requirements)) return trial;
    return tryTestServer(trial, session.state.deployments['test-server'] !== undefined);
  },
};
