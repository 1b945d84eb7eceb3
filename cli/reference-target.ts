import { completeLimits, type Target } from '../harness/target/target.ts';
import type { Behaviour } from '../reference/rms/behaviour.ts';
import { startReferenceServer } from '../reference/rms/server.ts';
import { createServerState, type ServerState } from '../reference/rms/state.ts';

/** A running reference server, described as any target is. */
export interface ReferenceTarget {
  readonly target: Target;
  readonly close: () => Promise<void>;
}

/** The state of a reference server after decommissioning; the one before differs in that alone. */
export function referenceState(mode: 'mode1' | 'mode2' = 'mode2'): ServerState {
  return createServerState({ mode, decommissioned: true });
}

/**
 * Starts a reference server with the deployments that the suite wants: in normal operation, and
 * decommissioned over HTTP and HTTPS. A mutant's behaviour replaces single rules.
 */
export async function startReferenceTarget(
  options: { state?: ServerState; behaviour?: Partial<Behaviour> } = {},
): Promise<ReferenceTarget> {
  const state = options.state ?? referenceState();
  const server = await startReferenceServer({
    deployments: [
      { name: 'normal', state: { ...state, serverDecommissioned: false } },
      { name: 'decommissioned', state },
    ],
    https: true,
    ...(options.behaviour === undefined ? {} : { behaviour: options.behaviour }),
  });
  const { normal = '', decommissioned = '' } = server.urls;
  return {
    target: {
      name: 'Assay reference server',
      deployments: {
        normal,
        decommissioned,
        'decommissioned-https': server.httpsUrls?.['decommissioned'] ?? '',
      },
      tls: server.certificate === undefined ? {} : { ca: server.certificate },
      limits: completeLimits(),
    },
    close: () => server.close(),
  };
}
