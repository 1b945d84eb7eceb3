import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { VerdictRecord } from '../verdict/verdict.ts';
import { readRunJson, runFiles } from './run-folder.ts';

/** The verdicts that the workers of a run have left on disk. */
export function collectVerdicts(folder: string): readonly VerdictRecord[] {
  const root = join(folder, runFiles.verdicts);
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.json'))
    .map(file => readRunJson(root, file) as VerdictRecord);
}
