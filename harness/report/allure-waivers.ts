import { createHash } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerdictRecord } from '../verdict/verdict.ts';
import type { WaiverError } from '../verdict/waiver-errors.ts';
import type { Results } from './results.ts';

interface Label {
  readonly name: string;
  readonly value: string;
}

/** The labels by which Allure finds what is waived, and who answers for it. */
export function waiverLabels({ waived }: VerdictRecord): readonly Label[] {
  return waived === undefined
    ? []
    : [
        { name: 'tag', value: 'waived' },
        { name: 'owner', value: waived.owner },
      ];
}

/**
 * Adds a failed row for every error of a waiver, which fails a run though its checks may all be
 * green. Rows that shards have left are replaced: only the whole run's count.
 */
export function writeWaiverRows(root: string, { run, waivers }: Results): void {
  for (const name of readdirSync(root).filter(isWaiverRow)) rmSync(join(root, name));
  for (const error of waivers?.errors ?? []) {
    const row = rowOf(error, run.startedAt);
    writeFileSync(join(root, `waiver-${row.uuid}-result.json`), JSON.stringify(row));
  }
}

function isWaiverRow(name: string): boolean {
  return name.startsWith('waiver-') && name.endsWith('-result.json');
}

function rowOf({ requirement, project = '', kind, message }: WaiverError, startedAt: string) {
  const fullName = `Waivers › ${requirement} ${project}`.trim();
  const historyId = createHash('md5').update(fullName).digest('hex');
  const at = Date.parse(startedAt);
  return {
    uuid: createHash('md5').update(`${fullName} ${kind}`).digest('hex'),
    historyId,
    testCaseId: historyId,
    name: `${requirement}: ${kind} waiver`,
    fullName,
    status: 'failed',
    statusDetails: { message: `waiver: ${message}` },
    stage: 'finished',
    steps: [],
    attachments: [],
    parameters: [],
    links: [],
    labels: [
      { name: 'parentSuite', value: 'Waivers' },
      { name: 'epic', value: 'Waivers' },
      { name: 'suite', value: kind },
      { name: 'feature', value: kind },
    ],
    start: at,
    stop: at,
  };
}
