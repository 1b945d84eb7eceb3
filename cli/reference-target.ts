import { completeLimits, type Target } from '../harness/target/target.ts';
import type { ProfileName } from '../harness/target/profile.ts';
import type { CryptographicMode } from '../harness/xrml/mode.ts';
import type { Behaviour } from '../reference/rms/behaviour.ts';
import {
  deploymentsOf,
  withTrustingServer,
  type ReferenceState,
} from '../reference/rms/deployments.ts';
import { behaviourOfProfile } from '../reference/rms/profile.ts';
import { startReferenceServer } from '../reference/rms/server.ts';
import { createServerState, type ServerState } from '../reference/rms/state.ts';
import { userKeyPair } from '../reference/rms/directory-rules.ts';
import { referenceName } from './reference-name.ts';
import { referenceUser, writeReferenceUsers } from './reference-users.ts';

/** A running reference server, described as any target is. */
export interface ReferenceTarget {
  readonly target: Target;
  readonly close: () => Promise<void>;
}

export interface ReferenceTargetOptions {
  /** A server alone is given one that trusts it. Made for mode 2 by default. */
  readonly state?: ReferenceState | ServerState;
  /** A mutant's rules, which win over the profile's. */
  readonly behaviour?: Partial<Behaviour>;
  /** `specification` by default. */
  readonly profile?: ProfileName;
}

/**
 * A new server in normal operation, and another that trusts it. The licensee's key is made at once:
 * whoever is handed the state finds the same.
 */
export function referenceState(mode: CryptographicMode = 'mode2'): ReferenceState {
  const state = withTrustingServer(createServerState({ mode, decommissioned: false }));
  userKeyPair(state.own, referenceUser(state.own, 'licensee'));
  return state;
}

/**
 * Starts a reference server with the deployments that the suite wants, the decommissioned one over
 * HTTPS too, and tells of users that it knows; the licensee's private key lies in a file until `close`.
 */
export async function startReferenceTarget(
  options: ReferenceTargetOptions = {},
): Promise<ReferenceTarget> {
  const { profile } = options;
  const state = ownKeys(options.state ?? referenceState());
  const users = await writeReferenceUsers(state.own);
  try {
    const server = await startReferenceServer({
      deployments: deploymentsOf(state),
      https: true,
      behaviour: { ...behaviourOfProfile(profile ?? 'specification'), ...options.behaviour },
    });
    return {
      target: {
        name: referenceName,
        deployments: {
          ...server.urls,
          'decommissioned-https': server.httpsUrls?.['decommissioned'] ?? '',
        },
        tls: server.certificate === undefined ? {} : { ca: server.certificate },
        limits: completeLimits(),
        permissions: { mayIssue: true, mayDecommission: true },
        identities: users.identities,
        ...(profile !== undefined && { profile }),
      },
      close: async () => {
        try {
          await server.close();
        } finally {
          await users.remove();
        }
      },
    };
  } catch (error) {
    await users.remove();
    throw error;
  }
}

/** The same servers with a store of users' keys of their own: a mutant may spoil what it stores. */
function ownKeys(state: ReferenceState | ServerState): ReferenceState {
  const { own, trusting } = 'own' in state ? state : withTrustingServer(state);
  const userKeyPairs = new Map(own.userKeyPairs);
  return { own: { ...own, userKeyPairs }, trusting: { ...trusting, userKeyPairs } };
}
