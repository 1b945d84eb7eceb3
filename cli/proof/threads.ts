import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ReferenceState } from '../../reference/rms/deployments.ts';
import type { ThreadAnswer, ThreadData, ThreadTask } from './prove-in-thread.ts';

const script = new URL('./worker.mjs', import.meta.url);

/** Much for short-lived objects: messages come and go by the thousand. */
const maxYoungGenerationSizeMb = 96;

/** Threads that prove, one per core. */
export interface ProofThreads {
  /**
   * Hands out tasks as threads come free; the results are in the order of the tasks.
   *
   * @throws Error when a thread fails
   */
  askAll<Result>(
    tasks: readonly ThreadTask[],
    read: (answer: ThreadAnswer) => readonly Result[],
  ): Promise<readonly Result[]>;
  end(): Promise<void>;
}

export function startThreads(state: ReferenceState): ProofThreads {
  const workerData: ThreadData = { state };
  const threads = Array.from(
    { length: availableParallelism() },
    () => new Worker(script, { workerData, resourceLimits: { maxYoungGenerationSizeMb } }),
  );
  return {
    async askAll(tasks, read) {
      const waiting = [...tasks.entries()];
      const results = tasks.map((): ReturnType<typeof read> => []);
      const work = async (thread: Worker): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
          const [index, task] = next;
          results[index] = read(await ask(thread, task));
        }
      };
      await Promise.all(threads.map(work));
      return results.flat();
    },
    async end() {
      await Promise.all(threads.map(endThread));
    },
  };
}

/** Lets a thread end what it has started, if it still answers. */
async function endThread(thread: Worker): Promise<void> {
  const gone = new Promise(resolve => thread.once('exit', resolve));
  // An ended thread has no id any more.
  if (thread.threadId >= 0)
    await Promise.race([gone, ask(thread, { kind: 'end' })]).catch(() => undefined);
  await thread.terminate();
}

function ask(thread: Worker, task: ThreadTask): Promise<ThreadAnswer> {
  return new Promise((done, failed) => {
    const settle = (answer: ThreadAnswer): void => {
      thread.off('error', failed);
      if (answer.kind === 'error') failed(new Error(answer.error));
      else done(answer);
    };
    thread.once('message', settle);
    thread.once('error', failed);
    thread.postMessage(task);
  });
}
