import { expect, test } from '@playwright/test';
import { clockProtocol } from '../../cli/protocols/clock.ts';
import { runChecks, type CheckOutcome } from '../../harness/runner/run-checks.ts';
import { describeFinding } from '../../harness/verdict/violation.ts';
import { catalogue } from '../../suites/clock/catalogue.ts';
import { loadSuite } from '../../suites/clock/collect-checks.ts';

/** Runs all checks against a reference server. */
async function judge(behaviour: object = {}): Promise<readonly CheckOutcome[]> {
  const { plan, close } = await clockProtocol.start({ behaviour });
  try {
    return await runChecks(await loadSuite(), plan);
  } finally {
    await close();
  }
}

function describe({ requirement, outcome }: CheckOutcome): string {
  if (outcome.kind === 'broken')
    return `${requirement}: ${outcome.findings.map(describeFinding).join('; ')}`;
  return `${requirement}: ${outcome.kind === 'kept' ? 'kept' : outcome.reason}`;
}

test('the conforming server keeps every row that has a check', async () => {
  const outcomes = await judge();
  expect(outcomes.filter(({ outcome }) => outcome.kind !== 'kept').map(describe)).toEqual([]);
  const checked = Object.entries(catalogue.requirements).filter(
    ([, { untested }]) => untested === undefined,
  );
  expect(outcomes.map(({ requirement }) => requirement).sort()).toEqual(
    checked.map(([id]) => id).sort(),
  );
});
