import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Results } from '../../harness/report/results.ts';

/** Reads the results.json of a run's folder. */
export function readResults(folder: string): Results {
  return JSON.parse(readFileSync(join(folder, 'results.json'), 'utf8')) as Results;
}

/**
 * Results without what differs between any two runs: times, file names, and who of a worker's checks
 * asked first and so sent what the others were told, for which every shard has licences issued.
 */
export function comparable({ run, verdicts, ledger: _ledger, ...rest }: Results): unknown {
  const { strict, failOn, seed, workers, selection } = run;
  return {
    ...rest,
    run: { strict, failOn, seed, workers, selection },
    verdicts: verdicts.map(verdict => ({ ...verdict, evidence: [], exchanges: 0, durationMs: 0 })),
  };
}
