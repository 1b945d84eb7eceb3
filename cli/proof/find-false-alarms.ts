import type { RunnableSuite } from '../../harness/runner/runnable-suite.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import type { Outcome } from '../../harness/verdict/decide.ts';
import { describeFinding } from '../../harness/verdict/violation.ts';
import type { Protocol } from '../protocols/protocol.ts';

/**
 * Runs all checks against conforming servers; whatever is not kept is a false alarm, named. A check
 * can be inapplicable to one of them, but not to all.
 */
export async function findFalseAlarms(
  { name, start, conformingServers }: Protocol,
  suite: RunnableSuite,
): Promise<readonly string[]> {
  const alarms: string[] = [];
  const left = new Set(suite.checks.flatMap(({ requirements }) => requirements));
  for (const server of [{ name, start: () => start() }, ...conformingServers]) {
    const { plan, close } = await server.start();
    const outcomes = await runChecks(suite, plan).finally(close);
    for (const { requirement, project, outcome } of outcomes) {
      if (outcome.kind === 'kept') left.delete(requirement);
      if (outcome.kind === 'broken' || outcome.kind === 'blocked')
        alarms.push(`${requirement} (${server.name}, ${project}): ${describe(outcome)}`);
    }
  }
  return [...alarms, ...[...left].map(id => `${id}: kept by no conforming server`)];
}

function describe(outcome: Extract<Outcome, { kind: 'broken' | 'blocked' }>): string {
  if (outcome.kind === 'blocked') return `blocked, ${outcome.reason}`;
  const [finding] = outcome.findings;
  return `broken, ${finding === undefined ? 'without a finding' : describeFinding(finding)}`;
}
