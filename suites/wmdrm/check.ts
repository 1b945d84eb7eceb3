import type { WmdrmContext } from '../../harness/license-server/context.ts';
import { playwrightTests } from '../../harness/runner/playwright-tests.ts';
import { defineChecks } from '../../harness/verdict/check.ts';
import type { WmdrmRequirementId } from './catalogue.ts';
import { wmdrmSuite } from './suite.ts';

/** `check(requirement, body)` for MS-DRM; see docs/writing-a-check.md. */
export const { check, sendChecksTo } = defineChecks<WmdrmRequirementId, WmdrmContext>(
  playwrightTests(wmdrmSuite),
);
