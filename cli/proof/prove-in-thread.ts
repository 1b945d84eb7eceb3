import { parentPort, workerData } from 'node:worker_threads';
import type { MutantResult } from '../../harness/report/kill-sheet.ts';
import type { SoapVersion } from '../../harness/soap/version.ts';
import { rmsiMutants } from '../../reference/mutants/rmsi/mutants.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import { collectChecks } from '../../suites/rmsi/collect-checks.ts';
import { proveMutant } from './prove-mutants.ts';
import { findTellable } from './tellable.ts';
import { unitsOf } from './units.ts';

/** What a thread is given: the one state that all mutants share, since its keys take seconds. */
export interface ThreadData {
  readonly state: ReferenceState;
}

/** What a thread can be asked; checks and their parts by their place in `unitsOf`. */
export type ThreadTask =
  | { readonly kind: 'tellable'; readonly unit: number }
  | {
      readonly kind: 'mutant';
      readonly name: string;
      readonly units: readonly number[];
      readonly versions: readonly SoapVersion[];
    };

/** What a thread answers. */
export type ThreadAnswer =
  | { readonly kind: 'tellable'; readonly mutants: ReadonlySet<string> }
  | { readonly kind: 'mutant'; readonly result: MutantResult }
  | { readonly kind: 'error'; readonly error: string };

const { state } = workerData as ThreadData;

parentPort?.on('message', (task: ThreadTask) => {
  void answer(task).then(reply => {
    parentPort?.postMessage(reply);
  });
});

async function answer(task: ThreadTask): Promise<ThreadAnswer> {
  try {
    const units = unitsOf(await collectChecks());
    if (task.kind === 'tellable') {
      const unit = units[task.unit];
      if (unit === undefined) throw new Error(`There is no unit number ${task.unit}.`);
      return { kind: 'tellable', mutants: await findTellable(state, unit, rmsiMutants) };
    }
    const mutant = rmsiMutants.find(({ name }) => name === task.name);
    if (mutant === undefined) throw new Error(`There is no mutant called ${task.name}.`);
    const checks = units.filter((_, index) => task.units.includes(index));
    const { versions } = task;
    return { kind: 'mutant', result: await proveMutant(mutant, state, { checks, versions }) };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'error', error: text };
  }
}
