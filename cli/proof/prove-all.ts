import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { MutantResult } from '../../harness/report/kill-sheet.ts';
import type { ServerState } from '../../reference/rms/state.ts';
import type { ThreadAnswer, ThreadData } from './prove-in-thread.ts';

const script = new URL('./worker.mjs', import.meta.url);

/**
 * Proves mutants by name, a thread per core, and tells of each as it is done. The results are in the
 * order of the names.
 *
 * @throws Error when a thread fails: a proof with a gap is none
 */
export async function proveAll(
  names: readonly string[],
  state: ServerState,
  tell: (result: MutantResult) => void,
): Promise<readonly MutantResult[]> {
  const waiting = [...names];
  const results = new Map<string, MutantResult>();
  const work = async (): Promise<void> => {
    const thread = new Worker(script, { workerData: { state } satisfies ThreadData });
    try {
      for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
        const result = await askThread(thread, name);
        results.set(name, result);
        tell(result);
      }
    } finally {
      await thread.terminate();
    }
  };
  const threads = Math.min(availableParallelism(), names.length);
  await Promise.all(Array.from({ length: threads }, work));
  return names.flatMap(name => results.get(name) ?? []);
}

function askThread(thread: Worker, name: string): Promise<MutantResult> {
  return new Promise((done, failed) => {
    const settle = (answer: ThreadAnswer): void => {
      thread.off('error', failed);
      if ('result' in answer) done(answer.result);
      else failed(new Error(answer.error));
    };
    thread.once('message', settle);
    thread.once('error', failed);
    thread.postMessage(name);
  });
}
