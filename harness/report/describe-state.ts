import type { Permissions } from '../target/permissions.ts';
import type { WireTls } from '../transport/wire.ts';
import { createRedactor } from './redact.ts';
import type { DescribedTarget } from './suite-facts.ts';

/** What every suite's preflight leaves of its target. */
export interface FoundTarget {
  readonly tls: WireTls;
  readonly permissions: Permissions;
  readonly unreachable?: string;
  readonly seed: number;
}

/**
 * A target as a suite found it.
 *
 * @param name - of the target
 * @param deployments - its URLs, by the names that reports give them
 */
export function describeState(
  { tls, permissions, unreachable, seed }: FoundTarget,
  name: string,
  deployments: readonly (readonly [name: string, url: string])[],
): DescribedTarget {
  const redactor = createRedactor();
  return {
    seed,
    target: {
      name: redactor.text(name),
      deployments: Object.fromEntries(
        deployments.map(([key, url]) => [redactor.text(key), redactor.text(url)]),
      ),
      insecure: tls.insecure === true,
      permissions,
      reachable: unreachable === undefined,
      ...(unreachable !== undefined && { unreachable }),
    },
  };
}
