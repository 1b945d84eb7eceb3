import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { finishAllureResults } from '../../harness/report/allure-results.ts';
import { runFiles } from '../../harness/report/run-folder.ts';
import { recordWith, resultsOf } from './shards-of.ts';

test('finishing once more what was finished, as a merge does, changes nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'assay-allure-'));
  const root = join(folder, runFiles.allureResults);
  mkdirSync(root);
  const record = recordWith({
    verdict: 'waived',
    waived: {
      insteadOf: 'fail',
      reason: 'No certificate yet.',
      owner: 'alice@example.com',
      expires: '2026-12-31',
    },
  });
  const raw = {
    name: `${record.requirement}: A title`,
    fullName: 'a',
    status: 'skipped',
    labels: [
      { name: 'tag', value: 'MUST' },
      { name: 'language', value: 'javascript' },
      { name: 'titlePath', value: 'x' },
    ],
    links: [],
    parameters: [{ name: 'Project', value: record.project }],
    steps: [],
    attachments: [],
  };
  writeFileSync(join(root, 'a-result.json'), JSON.stringify(raw));
  const finish = () => {
    finishAllureResults(folder, resultsOf([record]), []);
    return Object.fromEntries(
      readdirSync(root).map(name => [name, readFileSync(join(root, name), 'utf8')]),
    );
  };
  const once = finish();
  expect(finish()).toEqual(once);
  const { labels } = JSON.parse(once['a-result.json'] ?? '') as typeof raw;
  expect(labels.filter(({ name }) => name === 'tag' || name === 'owner')).toEqual([
    { name: 'tag', value: 'MUST' },
    { name: 'tag', value: 'waived' },
    { name: 'owner', value: 'alice@example.com' },
  ]);
});
