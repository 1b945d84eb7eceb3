import type { RunnableSuite, Unit } from '../../harness/runner/runnable-suite.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import { describeFinding } from '../../harness/verdict/violation.ts';
import type { Protocol } from '../protocols/protocol.ts';

/** What a check says of a server that breaks its rule. */
export interface Caught {
  readonly mutant: string;
  /** The first difference, as a report shows it; none where the check found nothing. */
  readonly finding?: string;
}

/** Tries a check on the mutants that break one of its requirements, and quotes what it finds. */
export async function tryMutants(
  requirement: string,
  { start, mutants }: Protocol,
  suite: RunnableSuite,
  check: Unit,
): Promise<readonly Caught[]> {
  const caught: Caught[] = [];
  for (const { name, breaks, behaviour, profile } of mutants) {
    if (!breaks.includes(requirement)) continue;
    const { plan, close } = await start({ behaviour, ...(profile !== undefined && { profile }) });
    const outcomes = await runChecks(suite, plan, { units: [check] }).finally(close);
    const [finding] = outcomes.flatMap(({ requirement: id, outcome }) =>
      id === requirement && outcome.kind === 'broken' ? outcome.findings : [],
    );
    caught.push({ mutant: name, ...(finding && { finding: describeFinding(finding) }) });
  }
  return caught;
}
