import { resolve } from 'node:path';
import { PlayReadyError } from '../playready/error.ts';
import { configuresLicenses } from '../playready/test-server/url.ts';
import { UserError } from '../user-error.ts';
import { readEndpointUrl } from './endpoint-url.ts';
import type { PlayReadyTarget } from './playready.ts';
import { recordingsFolder } from './recordings-folder.ts';
import type { PlayReadyDescription } from './target.ts';

/**
 * Checks the PlayReady part of a described target; the recordings are read where they are needed.
 *
 * @throws UserError for a URL that is none, for a test server's that configures licenses, and for
 *   recordings that are no folder
 */
export function resolvePlayReady(
  { deployments, recordings, ...others }: PlayReadyDescription,
  folder: string,
): PlayReadyTarget {
  return {
    ...others,
    deployments: Object.fromEntries(
      Object.entries(deployments).map(([state, url]) => {
        const endpoint = readEndpointUrl(url, `The ${state} deployment of playready`);
        if (state === 'test-server') refuseConfigured(endpoint);
        return [state, endpoint];
      }),
    ),
    ...(recordings !== undefined && { recordings: recordingsFolder(resolve(folder, recordings)) }),
  };
}

/** The suite says in the URL what it asks for, which may stand there once. */
function refuseConfigured(url: string): void {
  try {
    if (!configuresLicenses(url)) return;
  } catch (error) {
    if (!(error instanceof PlayReadyError)) throw error;
  }
  throw new UserError(
    'The test-server deployment of playready has to be a URL that configures no licenses itself; leave cfg, cfg64 and the legacy parameters out of its query (docs/test-server.md).',
  );
}
