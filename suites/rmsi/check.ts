import type { RmsContext } from '../../harness/rms/context.ts';
import { playwrightTests } from '../../harness/runner/playwright-tests.ts';
import { defineChecks } from '../../harness/verdict/check.ts';
import type { RmsiRequirementId } from './catalogue.ts';
import { rmsiSuite } from './suite.ts';

/** `check(requirement, body)` for MS-RMSI; see docs/writing-a-check.md. */
export const { check, sendChecksTo } = defineChecks<RmsiRequirementId, RmsContext>(
  playwrightTests(rmsiSuite),
);
