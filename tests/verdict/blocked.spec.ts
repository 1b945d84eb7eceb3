import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { makeResults } from '../../harness/report/results.ts';
import { complaintsAboutResults } from '../../harness/report/validate-results.ts';
import { blockedCodes, type BlockedCode } from '../../harness/verdict/blocked.ts';
import { decide } from '../../harness/verdict/decide.ts';
import { catalogue } from '../../suites/rmsi/catalogue.ts';
import { recordWith } from './records.ts';

interface Schema {
  readonly enum?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly definitions?: Readonly<Record<string, Schema>>;
}

function complaintsWith(code: BlockedCode): readonly string[] {
  const at = '2026-01-01T00:00:00.000Z';
  const requirement = 'rmsi.version.compared';
  const record = recordWith({ requirement, project: 'rmsi-soap11', verdict: 'blocked' });
  const results = makeResults(
    { name: 'r', startedAt: at, finishedAt: at, strict: false, seed: 1, workers: 1 },
    { name: 'a', deployments: {}, insecure: false, reachable: true },
    [catalogue],
    [{ ...record, blocked: { code, reason: 'So it is.' } }],
  );
  return complaintsAboutResults(results);
}

test('the codes of what is blocked are a closed list: the schema has these and no others', () => {
  const file = new URL('../../schemas/harness/results.schema.json', import.meta.url);
  const schema = JSON.parse(readFileSync(file, 'utf8')) as Schema;
  const listed = schema.definitions?.['verdict']?.properties?.['blocked']?.properties?.['code'];
  expect(listed?.enum?.toSorted()).toEqual(Object.keys(blockedCodes).sort());
  for (const code of Object.keys(blockedCodes) as BlockedCode[])
    expect(complaintsWith(code), code).toEqual([]);
  expect(complaintsWith('something-else' as BlockedCode)).not.toEqual([]);
});

test('whatever a check throws, what comes out is of the list', async () => {
  const all: readonly unknown[] = [new TypeError('oops'), 'a text', undefined, { code: 'other' }];
  for (const thrown of all) {
    const check = {
      requirements: ['a.b'],
      decide: () => {
        throw thrown as Error;
      },
    };
    const trial = { context: {}, admit: () => undefined, confirm: () => Promise.resolve() };
    expect(await decide(check, trial)).toMatchObject({ kind: 'blocked', code: 'harness-error' });
  }
});
