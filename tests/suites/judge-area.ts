import { startReferenceTarget } from '../../cli/reference-target.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import type { Target } from '../../harness/target/target.ts';
import type { Behaviour } from '../../reference/rms/behaviour.ts';
import { loadSuite } from '../../suites/rmsi/collect-checks.ts';
import { serverState } from '../reference/licences.ts';

/** What rows came to, by outcome (`broken`, or why they are blocked), in the order of the checks. */
export type Outcomes = Readonly<Record<string, readonly string[]>>;

/**
 * Runs the checks of one area of the catalogue, such as `precertify`, in both SOAP versions against
 * the reference server with other behaviour, described by a target that `describe` may change. Rows
 * are named without the area; the kept ones are left out.
 */
export async function judgeArea(
  area: string,
  behaviour: Partial<Behaviour> = {},
  describe: (target: Target) => Target = target => target,
): Promise<Outcomes> {
  const prefix = `rmsi.${area}.`;
  const { target, close } = await startReferenceTarget({ state: serverState('mode1'), behaviour });
  try {
    const suite = await loadSuite();
    const units = suite.checks.filter(({ requirements }) =>
      requirements.some(id => id.startsWith(prefix)),
    );
    const outcomes: Record<string, string[]> = {};
    const plan = { ...describe(target), seed: 1 };
    for (const { requirement, outcome } of await runChecks(suite, plan, { units })) {
      if (outcome.kind === 'kept') continue;
      const rows = (outcomes[outcome.kind === 'blocked' ? outcome.code : outcome.kind] ??= []);
      const row = requirement.replace(prefix, '');
      if (!rows.includes(row)) rows.push(row);
    }
    return outcomes;
  } finally {
    await close();
  }
}
