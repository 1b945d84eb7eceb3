import { expect, test } from '@playwright/test';
import { mergeResults } from '../../harness/report/merge-results.ts';
import type { Results } from '../../harness/report/results.ts';
import type { Shard } from '../../harness/report/shards.ts';
import type { VerdictRecord } from '../../harness/verdict/verdict.ts';
import { recordWith, resultsOf, shardOf } from './shards-of.ts';

const kept = recordWith();
const broken = recordWith({
  project: 'rmsi-soap12',
  verdict: 'fail',
  findings: [{ expected: 'one', actual: 'another' }],
});
const blocked = recordWith({
  project: 'rmsi-soap12',
  verdict: 'blocked',
  blocked: { code: 'unreachable', reason: 'No connection.' },
});

function merge(shards: readonly Shard[], incomplete = false): Results {
  return mergeResults(shards, { name: 'merged', incomplete });
}

function two(first: VerdictRecord, second: VerdictRecord): readonly Shard[] {
  return [shardOf(1, 2, resultsOf([first])), shardOf(2, 2, resultsOf([second]))];
}

test('the exit status and the totals are those of all verdicts', () => {
  expect(merge(two(kept, broken))).toMatchObject({ exitCode: 1, totals: { pass: 1, fail: 1 } });
  expect(merge(two(kept, blocked)).exitCode).toBe(2);
  expect(merge(two(kept, { ...kept, project: 'rmsi-soap12' })).exitCode).toBe(0);
});

test('it lasts from the first start to the last end, and is no shard', () => {
  const early = resultsOf([kept], { startedAt: '2026-11-22T12:00:00.000Z' });
  const late = resultsOf([broken], { finishedAt: '2026-11-22T14:00:00.000Z', workers: 2 });
  const { run } = merge([shardOf(1, 2, late), shardOf(2, 2, early)]);
  expect(run).toEqual({
    ...{ name: 'merged', strict: false, seed: 7, workers: 2 },
    startedAt: '2026-11-22T12:00:00.000Z',
    finishedAt: '2026-11-22T14:00:00.000Z',
    merged: { shards: 2, missing: [] },
  });
});

test('a target that no shard reached is unreachable; one that some reached is not', () => {
  const away = { reachable: false, unreachable: 'No connection.' };
  const [first, second] = [kept, blocked].map(record => resultsOf([record], {}, away));
  if (first === undefined || second === undefined) throw new Error('There are two.');
  const none = merge([shardOf(1, 2, first), shardOf(2, 2, second)]);
  expect(none).toMatchObject({ exitCode: 4, target: away });
  const one = merge([shardOf(1, 2, resultsOf([kept])), shardOf(2, 2, second)]);
  expect(one).toMatchObject({ exitCode: 2, target: { reachable: true } });
});

test('a shard that found no check of its own is one of the run', () => {
  const empty = shardOf(2, 2, resultsOf([]));
  expect(merge([shardOf(1, 2, resultsOf([kept])), empty]).exitCode).toBe(0);
});

test('shards of different runs are refused, with what differs and what to do', () => {
  const differing: readonly (readonly [Results, string])[] = [
    [resultsOf([broken], { seed: 8 }), 'seed differ: 7 in shard-1, 8 in shard-2. Give all'],
    [resultsOf([broken], { strict: true }), '--fail-on differ: "must" in shard-1, "may" in'],
    [resultsOf([broken], { selection: ['--grep', 'x'] }), 'selection of checks differ: [] in'],
    [resultsOf([broken], {}, { name: 'fabrikam' }), 'target differ: '],
    [resultsOf([broken], {}, { insecure: true }), "target's TLS differ: false in"],
    [
      resultsOf([broken], {}, { deployments: { normal: `http://${'x'.repeat(500)}` } }),
      'target\'s deployments differ: {} in shard-1, {"normal":"http://xxx',
    ],
    [{ ...resultsOf([broken]), assay: { version: '9', node: '', platform: '' } }, 'version of'],
    [
      {
        ...resultsOf([broken]),
        specifications: [
          {
            ...{ name: 'MS-RMSI', revision: '13.0', catalogueDigest: '0'.repeat(64) },
            ...{ requirements: 1, server: 1, checked: 1 },
          },
        ],
      },
      'catalogue differ: ',
    ],
  ];
  for (const [results, message] of differing)
    expect
      .soft(() => merge([shardOf(1, 2, resultsOf([kept])), shardOf(2, 2, results)]))
      .toThrow(message);
  expect(() =>
    merge([shardOf(1, 2, resultsOf([kept])), shardOf(2, 3, resultsOf([broken]))]),
  ).toThrow('shard-1 is one of 2, shard-2 is one of 3');
});

test('the same shard twice, a missing one, and one check in two are refused', () => {
  const first = shardOf(1, 3, resultsOf([kept]));
  expect(() => merge([first, { ...first, folder: 'again' }])).toThrow(
    'Expected every shard once; 1/3 is in shard-1 and in again. Leave one out.',
  );
  expect(() => merge([first])).toThrow('Expected 3 shards; not there: 2/3, 3/3.');
  expect(() => merge(two(kept, kept))).toThrow(
    'rmsi.transport.https [rmsi-soap11] is in shard-1 and in shard-2',
  );
});

test('what is missing leaves a merged run incomplete, never conformant', () => {
  const merged = merge([shardOf(2, 3, resultsOf([kept]))], true);
  expect(merged).toMatchObject({
    exitCode: 2,
    run: { merged: { shards: 3, missing: ['1/3', '3/3'] } },
  });
  expect(merge([shardOf(2, 3, resultsOf([broken]))], true).exitCode).toBe(1);
  const never = resultsOf([kept], { failOn: 'never' });
  expect(merge([shardOf(2, 3, never)], true).exitCode).toBe(0);
});
