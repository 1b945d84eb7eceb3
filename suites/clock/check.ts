import type { ClockContext } from '../../harness/clock/context.ts';
import { playwrightTests } from '../../harness/runner/playwright-tests.ts';
import { defineChecks } from '../../harness/verdict/check.ts';
import type { ClockRequirementId } from './catalogue.ts';
import { clockSuite } from './suite.ts';

/** `check(requirement, body)` for the PlayReady services; see docs/writing-a-check.md. */
export const { check, sendChecksTo } = defineChecks<ClockRequirementId, ClockContext>(
  playwrightTests(clockSuite),
);
