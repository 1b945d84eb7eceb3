import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { UserError } from '../user-error.ts';
import { readEndpointUrl } from './endpoint-url.ts';
import type { PlayReadyTarget } from './playready.ts';
import type { PlayReadyDescription } from './target.ts';

/**
 * Checks the PlayReady part of a described target; the recordings are read where they are needed.
 *
 * @throws UserError for a URL that is none, and for recordings that are no folder
 */
export function resolvePlayReady(
  { deployments, recordings, ...others }: PlayReadyDescription,
  folder: string,
): PlayReadyTarget {
  return {
    ...others,
    deployments: Object.fromEntries(
      Object.entries(deployments).map(([state, url]) => [
        state,
        readEndpointUrl(url, `The ${state} deployment of playready`),
      ]),
    ),
    ...(recordings !== undefined && { recordings: existingFolder(resolve(folder, recordings)) }),
  };
}

function existingFolder(folder: string): string {
  if (existsSync(folder) && statSync(folder).isDirectory()) return folder;
  throw new UserError(
    `Expected a folder with recordings at ${folder}; there is none. \`npx assay import\` and \`npx assay record\` make one (docs/recordings.md).`,
  );
}
