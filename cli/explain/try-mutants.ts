import { runChecks } from '../../harness/runner/run-checks.ts';
import { describeFinding } from '../../harness/verdict/violation.ts';
import { rmsiMutants } from '../../reference/mutants/rmsi/mutants.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import type { RmsiCheck } from '../../suites/rmsi/collect-checks.ts';
import { rmsiSuite } from '../../suites/rmsi/suite.ts';
import { proofSeed } from '../proof/prove-mutants.ts';
import { startReferenceTarget } from '../reference-target.ts';

/** What a check says of a server that breaks its rule. */
export interface Caught {
  readonly mutant: string;
  /** The first difference, as a report shows it; none where the check found nothing. */
  readonly finding?: string;
}

/** Tries a check on the mutants that break one of its requirements, and quotes what it finds. */
export async function tryMutants(
  requirement: string,
  check: RmsiCheck,
  state: ReferenceState,
): Promise<readonly Caught[]> {
  const caught: Caught[] = [];
  for (const { name, breaks, behaviour, profile = 'specification' } of rmsiMutants) {
    if (!breaks.includes(requirement)) continue;
    const { target, close } = await startReferenceTarget({ state, behaviour, profile });
    try {
      const outcomes = await runChecks(
        rmsiSuite,
        { ...target, profile, seed: proofSeed },
        { checks: [check] },
      );
      const [finding] = outcomes.flatMap(({ requirement: id, outcome }) =>
        id === requirement && outcome.kind === 'broken' ? outcome.findings : [],
      );
      caught.push({ mutant: name, ...(finding && { finding: describeFinding(finding) }) });
    } finally {
      await close();
    }
  }
  return caught;
}
