import type { PlayReadyContext } from '../../harness/rights-manager/context.ts';
import { playwrightTests } from '../../harness/runner/playwright-tests.ts';
import { defineChecks } from '../../harness/verdict/check.ts';
import type { PlayReadyRequirementId } from './catalogue.ts';
import { playReadySuite } from './suite.ts';

/** `check(requirement, body)` for PlayReady; see docs/writing-a-check.md. */
export const { check, sendChecksTo } = defineChecks<PlayReadyRequirementId, PlayReadyContext>(
  playwrightTests(playReadySuite),
);
