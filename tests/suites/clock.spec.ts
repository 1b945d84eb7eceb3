import { expect, test } from '@playwright/test';
import { clockProtocol } from '../../cli/protocols/clock.ts';
import { runChecks, type CheckOutcome } from '../../harness/runner/run-checks.ts';
import { completeLimits } from '../../harness/target/target.ts';
import { describeFinding } from '../../harness/verdict/violation.ts';
import { clockMutants } from '../../reference/mutants/clock/mutants.ts';
import { nullServers } from '../../reference/null/null-server.ts';
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

for (const { name, breaks, behaviour } of clockMutants)
  test(`the mutant ${name} is caught, by its rows and by no others`, async () => {
    const broken = (await judge(behaviour)).filter(({ outcome }) => outcome.kind === 'broken');
    expect(
      broken.map(({ requirement }) => requirement).sort(),
      broken.map(describe).join('\n'),
    ).toEqual([...breaks].sort());
  });

for (const server of nullServers)
  test(`a server that ${server.name} keeps no row`, async () => {
    const genuine = await clockProtocol.start();
    const answers = await clockProtocol.recordGenuineAnswers(genuine.plan);
    const { base, close } = await server.start(answers);
    try {
      const outcomes = await runChecks(await loadSuite(), {
        ...clockProtocol.nullPlan(genuine.plan, base),
        limits: completeLimits({ deadlineMs: 500 }),
      });
      expect(outcomes.length).toBeGreaterThan(15);
      expect(outcomes.filter(({ outcome }) => outcome.kind === 'kept').map(describe)).toEqual([]);
    } finally {
      await close();
      await genuine.close();
    }
  });
