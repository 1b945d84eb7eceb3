import type { MutantResult } from '../../harness/report/kill-sheet.ts';
import type { RunnableSuite } from '../../harness/runner/runnable-suite.ts';
import type { Mutant } from '../../reference/mutants/mutant.ts';
import type { Protocol } from '../protocols/protocol.ts';
import type { ProofThreads } from './threads.ts';

/** Up to so many, trying every check takes less time than watching the checks first. */
const fewMutants = 10;

/**
 * Proves mutants of one protocol, a thread per core, and tells of each as it is done: every check that
 * can tell a mutant from the conforming server is tried on it, in the projects that can matter. The
 * results are in the order of the mutants.
 *
 * @throws Error when a thread fails: a proof with a gap is none
 */
export async function proveAll(
  mutants: readonly Mutant<object>[],
  { name: protocol, projectsFor }: Protocol,
  { units }: RunnableSuite,
  threads: ProofThreads,
  tell: (result: MutantResult) => void,
): Promise<readonly MutantResult[]> {
  const indexes = units.map((_, index) => index);
  const watched = mutants.length > fewMutants ? indexes : [];
  const tellable = await threads.askAll(
    watched.map(unit => ({ kind: 'tellable', protocol, unit }) as const),
    answer => (answer.kind === 'tellable' ? [answer.mutants] : []),
  );
  const tasks = mutants.map(({ name, behaviour, profile }, turn) => {
    // What a check asks of a product was not watched.
    const all = watched.length === 0 || profile !== undefined;
    const chosen = indexes.filter(index => all || tellable[index]?.has(name) === true);
    const projects = projectsFor(behaviour, turn);
    return { kind: 'mutant', protocol, name, units: chosen, projects } as const;
  });
  return threads.askAll(tasks, answer => {
    if (answer.kind !== 'mutant') return [];
    tell(answer.result);
    return [answer.result];
  });
}
