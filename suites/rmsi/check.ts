import { defineChecks } from '../../harness/verdict/check.ts';
import type { RmsiRequirementId } from './catalogue.ts';
import type { RmsiContext } from './context.ts';
import { addPlaywrightTests } from './playwright-tests.ts';

/** `check(requirement, body)` for MS-RMSI; see docs/writing-a-check.md. */
export const { check, sendChecksTo } = defineChecks<RmsiRequirementId, RmsiContext>(
  addPlaywrightTests,
);
