import { makeResults, type Results, type RunFacts } from '../../harness/report/results.ts';
import type { Shard } from '../../harness/report/shards.ts';
import type { VerdictRecord } from '../../harness/verdict/verdict.ts';

/** A record of a requirement that was kept, with these differences. */
export function recordWith(differences: Partial<VerdictRecord> = {}): VerdictRecord {
  return {
    requirement: 'rmsi.transport.https',
    project: 'rmsi-soap11',
    specification: 'MS-RMSI',
    section: '2.1',
    level: 'MUST',
    actor: 'server',
    operation: 'any',
    title: 'A title',
    statement: 'A statement.',
    verdict: 'pass',
    findings: [],
    notes: [],
    evidence: [],
    exchanges: 1,
    durationMs: 1,
    ...differences,
  };
}

/** Results of a run with these records. */
export function resultsOf(
  records: readonly VerdictRecord[],
  run: Partial<RunFacts> = {},
  target: Partial<Results['target']> = {},
): Results {
  return makeResults(
    {
      name: 'a-run',
      startedAt: '2026-11-22T13:00:00.000Z',
      finishedAt: '2026-11-22T13:01:00.000Z',
      strict: false,
      seed: 7,
      workers: 1,
      ...run,
    },
    { name: 'contoso', deployments: {}, insecure: false, reachable: true, ...target },
    [],
    records,
  );
}

/** A shard with these results. */
export function shardOf(current: number, all: number, results: Results): Shard {
  const run = { ...results.run, shard: `${current}/${all}` };
  return { folder: `shard-${current}`, results: { ...results, run }, current, all };
}
