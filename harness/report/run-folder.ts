import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the parts of a run lie below its folder. */
export const runFiles = {
  results: 'results.json',
  junit: 'junit.xml',
  profile: 'profile.json',
  allureResults: 'allure-results',
  allureReport: 'allure-report',
  summary: 'summary.md',
  blobReport: 'blob-report',
  evidence: 'evidence',
  verdicts: 'verdicts',
  ledger: 'ledger',
  ledgerTable: 'ledger.csv',
  state: 'state',
  gate: 'state/gate',
} as const;

/** The environment variable that tells runner, workers and reporters the run's folder. */
export const runFolderVariable = 'ASSAY_RUN';

/**
 * The environment variable by which a command of ours, whose reporter it is, has workers outlive a
 * broken MUST: starting one anew costs about a second.
 */
export const keepWorkersVariable = 'ASSAY_KEEP_WORKERS';

/**
 * The environment variable by which a command of ours has a shard leave Playwright's own blob report
 * in the run's folder, for `playwright merge-reports`.
 */
export const blobVariable = 'ASSAY_BLOB_REPORT';

/** The folder of the run that this process belongs to. */
export function currentRunFolder(): string {
  const folder = process.env[runFolderVariable];
  if (folder === undefined) throw new Error(`${runFolderVariable} is not set.`);
  return folder;
}

/** A folder name for a run that starts now, in UTC, sortable: `2026-11-22T13-05-09-123Z`. */
export function nameRun(now: Date): string {
  return now.toISOString().replaceAll(/[:.]/g, '-');
}

/** Writes a file below the run's folder, with the folders it needs. */
export function writeRunFile(folder: string, path: string, content: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

/** Writes a value as indented JSON below the run's folder. */
export function writeRunJson(folder: string, path: string, value: unknown): void {
  writeRunFile(folder, path, `${JSON.stringify(value, null, 2)}\n`);
}

/** Reads JSON that the harness itself wrote; the caller names its type. */
export function readRunJson(folder: string, path: string): unknown {
  return JSON.parse(readFileSync(join(folder, path), 'utf8'));
}
