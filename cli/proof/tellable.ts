import { isDeepStrictEqual } from 'node:util';
import type { RunnableSuite, Unit } from '../../harness/runner/runnable-suite.ts';
import { runChecks } from '../../harness/runner/run-checks.ts';
import type { Protocol } from '../protocols/protocol.ts';

type Rule = (...args: unknown[]) => unknown;

/**
 * Runs one check, or a part of one, alone against the conforming server, preflight included, and names
 * the mutants that can answer it otherwise: whatever the server asks one of its rules, the mutants that
 * break that rule are asked, too. A mutant that answers every one of these questions as the conforming
 * rule does is the same server to this check, so the check need not be tried on it.
 */
export async function findTellable(
  protocol: Protocol,
  suite: RunnableSuite,
  unit: Unit,
): Promise<ReadonlySet<string>> {
  const told = new Set<string>();
  const { plan, close } = await protocol.start({ behaviour: watched(protocol, told) });
  await runChecks(suite, plan, { units: [unit] }).finally(close);
  return told;
}

/** The conforming rules, each with the mutants that break it asked beside it. */
function watched({ conforming, mutants }: Protocol, told: Set<string>): object {
  const rules = Object.entries(conforming).map(([name, rule]: [string, unknown]) => {
    const breaking = mutants.flatMap(({ name: mutant, behaviour }) => {
      const broken = (behaviour as Readonly<Record<string, unknown>>)[name];
      return broken === undefined ? [] : [{ mutant, broken }];
    });
    if (typeof rule === 'function') return [name, askedBeside(rule as Rule, breaking, told)];
    // A value is not asked for; whatever breaks it counts for every check.
    for (const { mutant } of breaking) told.add(mutant);
    return [name, rule];
  });
  return Object.fromEntries(rules) as object;
}

function askedBeside(
  rule: Rule,
  breaking: readonly { readonly mutant: string; readonly broken: unknown }[],
  told: Set<string>,
): Rule {
  return (...args) => {
    const answer = attempt(rule, args);
    // A rule that answers nothing may be one that does something, such as keeping a key.
    const isSilent = 'value' in answer && answer.value === undefined;
    for (const { mutant, broken } of breaking)
      if (
        !told.has(mutant) &&
        (isSilent || !isDeepStrictEqual(attempt(broken as Rule, args), answer))
      )
        told.add(mutant);
    if ('error' in answer) throw answer.error;
    return answer.value;
  };
}

function attempt(rule: Rule, args: unknown[]): { value: unknown } | { error: unknown } {
  try {
    return { value: rule(...args) };
  } catch (error) {
    return { error };
  }
}
