import type { MutantResult } from '../../harness/report/kill-sheet.ts';
import type { Mutant } from '../../reference/mutants/mutant.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import type { RmsiCheck } from '../../suites/rmsi/collect-checks.ts';

import { versionsFor } from './tellable.ts';
import { startThreads } from './threads.ts';
import { unitsOf } from './units.ts';

/** Up to so many, trying every check takes less time than watching the checks first. */
const fewMutants = 10;

/**
 * Proves mutants, a thread per core, and tells of each as it is done: every check that can tell a
 * mutant from the conforming server is tried on it, in the SOAP versions that can matter. The
 * results are in the order of the mutants.
 *
 * @throws Error when a thread fails: a proof with a gap is none
 */
export async function proveAll(
  mutants: readonly Mutant[],
  state: ReferenceState,
  checks: readonly RmsiCheck[],
  tell: (result: MutantResult) => void,
): Promise<readonly MutantResult[]> {
  const threads = startThreads(state);
  try {
    const indexes = unitsOf(checks).map((_, index) => index);
    const watched = mutants.length > fewMutants ? indexes : [];
    const tellable = await threads.askAll(
      watched.map(unit => ({ kind: 'tellable', unit }) as const),
      answer => (answer.kind === 'tellable' ? [answer.mutants] : []),
    );
    const tasks = mutants.map(({ name, behaviour, profile }, turn) => {
      // What a check asks of a product was not watched.
      const all = watched.length === 0 || profile !== undefined;
      const units = indexes.filter(index => all || tellable[index]?.has(name) === true);
      return { kind: 'mutant', name, units, versions: versionsFor(behaviour, turn) } as const;
    });
    return await threads.askAll(tasks, answer => {
      if (answer.kind !== 'mutant') return [];
      tell(answer.result);
      return [answer.result];
    });
  } finally {
    await threads.end();
  }
}
