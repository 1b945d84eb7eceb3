import { test } from '@playwright/test';
import { cryptographicModes } from '../../harness/xrml/mode.ts';
import type { Deployment } from '../../reference/rms/exchange.ts';
import { startReferenceServer, type ReferenceServer } from '../../reference/rms/server.ts';
import { serverState } from './licences.ts';
import { normalState } from './licensing.ts';

/** A server in normal operation in each mode, which is its name. */
export function bothModes(): Deployment[] {
  return cryptographicModes.map(mode => ({ name: mode, state: normalState(mode) }));
}

/** The server of mode 1, decommissioned. */
export function decommissioned(): Deployment {
  return { name: 'decommissioned', state: serverState('mode1') };
}

/** Serves deployments to the tests of the file that calls this; gives the address of each by name. */
export function serve(
  deployments: () => readonly Deployment[],
): (name: string) => string | undefined {
  let server: ReferenceServer;
  test.beforeAll(async () => {
    server = await startReferenceServer({ deployments: deployments() });
  });
  test.afterAll(() => server.close());
  return name => server.urls[name];
}
