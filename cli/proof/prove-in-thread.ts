import { parentPort, workerData } from 'node:worker_threads';
import type { MutantResult } from '../../harness/report/kill-sheet.ts';
import { rmsiMutants } from '../../reference/mutants/rmsi/mutants.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import { collectChecks } from '../../suites/rmsi/collect-checks.ts';
import { proveMutant } from './prove-mutants.ts';

/** What a thread is given: the one state that all mutants share, since its keys take seconds. */
export interface ThreadData {
  readonly state: ServerState;
}

/** What a thread answers to the name of a mutant. */
export type ThreadAnswer = { readonly result: MutantResult } | { readonly error: string };

const { state } = workerData as ThreadData;

parentPort?.on('message', (name: string) => {
  void answer(name).then(reply => {
    parentPort?.postMessage(reply);
  });
});

async function answer(name: string): Promise<ThreadAnswer> {
  try {
    const mutant = rmsiMutants.find(each => each.name === name);
    if (mutant === undefined) throw new Error(`There is no mutant called ${name}.`);
    return { result: await proveMutant(mutant, state, await collectChecks()) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}
