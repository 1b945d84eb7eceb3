import type { CryptographicMode } from '../../harness/xrml/mode.ts';
import type { Deployment } from './exchange.ts';
import { createServerState, type ServerState } from './state.ts';

/** Two servers in normal operation, of which the second stands in for the first. */
export interface ReferenceState {
  readonly own: ServerState;
  /** Has `own` among its trustedLicensingServers (MS-RMPR 3.1.1.1.2). */
  readonly trusting: ServerState;
}

const secondServers = new Map<CryptographicMode, ServerState>();

/**
 * Adds a server that trusts this one. Its keys are made once for each mode and process. Both share
 * their users and these users' keys, so that a user's private key opens what either issues.
 */
export function withTrustingServer(own: ServerState): ReferenceState {
  const mode = own.cryptographicMode;
  const second =
    secondServers.get(mode) ??
    createServerState({ mode, decommissioned: false, name: 'Assay trusting server' });
  secondServers.set(mode, second);
  const { keyPair, SLC, users, userKeyPairs } = own;
  return {
    own: { ...own, serverDecommissioned: false },
    trusting: { ...second, users, userKeyPairs, trustedLicensingServers: [{ keyPair, SLC }] },
  };
}

/**
 * Every server state that the suite asks for, as base URLs of one process (DESIGN.md): the server
 * itself in normal operation, decommissioned and with online publishing disabled (MS-RMPR 3.1.1.1.1),
 * and the one that trusts it in the first two of these.
 */
export function deploymentsOf({ own, trusting }: ReferenceState): readonly Deployment[] {
  return [
    { name: 'normal', state: own },
    { name: 'decommissioned', state: { ...own, serverDecommissioned: true } },
    { name: 'publishing-disabled', state: { ...own, onlinePublishingEnabled: false } },
    { name: 'trusting', state: trusting },
    { name: 'trusting-decommissioned', state: { ...trusting, serverDecommissioned: true } },
  ];
}
