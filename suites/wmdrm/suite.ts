import { tryCheck, type WmdrmContext } from '../../harness/license-server/context.ts';
import { grantsIn } from '../../harness/license-server/grants.ts';
import { preflight } from '../../harness/license-server/preflight.ts';
import { openSession, type WmdrmSession } from '../../harness/license-server/session.ts';
import { stateFile, type WmdrmState } from '../../harness/license-server/state.ts';
import type { Suite } from '../../harness/runner/suite.ts';
import type { SuitePlan } from '../../harness/runner/suite-plan.ts';
import type { WmdrmVersion } from '../../harness/target/wmdrm.ts';
import { catalogue, type WmdrmRequirementId } from './catalogue.ts';

export type WmdrmSuite = Suite<
  WmdrmRequirementId,
  SuitePlan,
  WmdrmState,
  WmdrmSession,
  WmdrmContext,
  'http'
>;

/** The version of the protocol that rows are about; 7 unless they stand here. */
const versions: Readonly<Record<string, WmdrmVersion>> = {
  'Version 1': 1,
  'Version 1 licenses': 1,
  'Version 11': 11,
};

export const wmdrmSuite: WmdrmSuite = {
  catalogue,
  projects: { wmdrm: 'http' },
  stateFile,
  preflight,
  openSession: (state, _variant, redactor) => openSession(state, redactor),
  closeSession: session => {
    session.close();
  },
  grantsIn,
  partsOf: () => [],
  tryCheck(session, recorder, notes, [requirement]) {
    const operation = requirement && catalogue.requirements[requirement].operation;
    return tryCheck(session, recorder, notes, {
      version: versions[operation ?? ''] ?? 7,
      orVersion7: operation === 'Version 1 licenses',
    });
  },
};
