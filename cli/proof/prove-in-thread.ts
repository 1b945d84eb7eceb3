import { parentPort, workerData } from 'node:worker_threads';
import { endSharedBrowser } from '../../harness/browser/shared-browser.ts';
import type { MutantResult } from '../../harness/report/kill-sheet.ts';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import { allProtocols, protocolOf } from '../protocols/protocols.ts';
import { proveMutant } from './prove-mutant.ts';
import { findTellable } from './tellable.ts';

/** What a thread is given: the one state that all mutants share, since its keys take seconds. */
export interface ThreadData {
  readonly state: ReferenceState;
}

/** What a thread can be asked; checks and their parts by their place among the suite's units. */
export type ThreadTask =
  | { readonly kind: 'tellable'; readonly protocol: string; readonly unit: number }
  | {
      readonly kind: 'mutant';
      readonly protocol: string;
      readonly name: string;
      readonly units: readonly number[];
      readonly projects: readonly string[];
    }
  /** To end what it has started: nothing more will be asked. */
  | { readonly kind: 'end' };

/** What a thread answers. */
export type ThreadAnswer =
  | { readonly kind: 'tellable'; readonly mutants: ReadonlySet<string> }
  | { readonly kind: 'mutant'; readonly result: MutantResult }
  | { readonly kind: 'ended' }
  | { readonly kind: 'error'; readonly error: string };

const { state } = workerData as ThreadData;
const protocols = allProtocols(state);

parentPort?.on('message', (task: ThreadTask) => {
  void answer(task).then(reply => {
    parentPort?.postMessage(reply);
  });
});

async function answer(task: ThreadTask): Promise<ThreadAnswer> {
  try {
    if (task.kind === 'end') {
      await endSharedBrowser();
      return { kind: 'ended' };
    }
    const protocol = protocolOf(task.protocol, protocols);
    const suite = await protocol.loadSuite();
    if (task.kind === 'tellable') {
      const unit = suite.units[task.unit];
      if (unit === undefined) throw new Error(`There is no unit number ${task.unit}.`);
      return { kind: 'tellable', mutants: await findTellable(protocol, suite, unit) };
    }
    const mutant = protocol.mutants.find(({ name }) => name === task.name);
    if (mutant === undefined) throw new Error(`There is no mutant called ${task.name}.`);
    const units = suite.units.filter((_, index) => task.units.includes(index));
    const { projects } = task;
    return {
      kind: 'mutant',
      result: await proveMutant(mutant, protocol, suite, { units, projects }),
    };
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { kind: 'error', error: text };
  }
}
