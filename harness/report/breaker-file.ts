import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BreakerMemory } from '../verdict/breaker.ts';
import { runFiles } from './run-folder.ts';

/** Keeps a circuit breaker's count in the run's folder, where a restarted worker finds it again. */
export function fileBreakerMemory(folder: string, worker: string): BreakerMemory {
  const file = join(folder, runFiles.state, `failures-${worker}`);
  return {
    read: () => (existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0),
    write(failures) {
      mkdirSync(join(folder, runFiles.state), { recursive: true });
      writeFileSync(file, String(failures));
    },
  };
}
