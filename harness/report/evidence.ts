import { join } from 'node:path';
import type { SentBy } from './curl-options.ts';
import type { Exchange } from './exchange.ts';
import { renderCurl, renderOutcome, renderRequest } from './render-exchange.ts';
import type { Redactor } from './redact.ts';
import { runFiles, writeRunFile } from './run-folder.ts';

/** One file of evidence: where it lies below the run's folder, and its text. */
export interface EvidenceFile {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

/**
 * Writes what a check sent and got: for each exchange a request, a response and a curl script, all
 * without secrets. File names come from the project and the requirement, never from a server.
 */
export function writeEvidence(
  folder: string,
  place: { project: string; requirement: string },
  exchanges: readonly Exchange[],
  redactor: Redactor,
  sentBy: SentBy = {},
): readonly EvidenceFile[] {
  const files = exchanges.flatMap(({ request, outcome }, index) => {
    const number = String(index + 1).padStart(2, '0');
    return [
      { name: `${number}-request.txt`, text: renderRequest(request, redactor, sentBy) },
      { name: `${number}-response.txt`, text: renderOutcome(outcome, redactor) },
      { name: `${number}-curl.sh`, text: renderCurl(request, redactor, sentBy) },
    ];
  });
  return files.map(({ name, text }) => {
    const path = join(runFiles.evidence, place.project, place.requirement, name);
    writeRunFile(folder, path, text);
    return { path, name, text };
  });
}
