import type { SoapVersion } from '../../harness/soap/version.ts';
import type { WireLimits, WireTls } from '../../harness/transport/wire.ts';

/**
 * The deployments that the suite knows: one base URL in one server state each (DESIGN.md).
 * `decommissioned-https` is the decommissioned server once more, over TLS.
 */
export const deploymentNames = ['normal', 'decommissioned', 'decommissioned-https'] as const;
export type DeploymentName = (typeof deploymentNames)[number];

/** Where the preflight leaves the state, below the run's folder. */
export const stateFile = 'state/rmsi.json';

/**
 * What the preflight found out once per run, kept on disk for the workers. It holds no secret: each
 * worker makes licences of its own from the server's certificate.
 */
export interface RmsiState {
  /** Base URLs without a trailing slash. */
  readonly deployments: Readonly<Partial<Record<DeploymentName, string>>>;
  readonly tls: WireTls;
  readonly limits: WireLimits;
  /** Set when the only server named turned out not to be decommissioned. */
  readonly inNormalOperation?: true;
  /** Why no connection could be made at all; then nothing is sent. */
  readonly unreachable?: string;
  /** The SOAP versions in which the decommissioned server answers; none when it answers in neither. */
  readonly offered: readonly SoapVersion[];
  /** The server licensor certificate chain, leaf first; absent when it could not be had. */
  readonly serverCertificates?: readonly string[];
  /** Why there is no server certificate, when there is none. */
  readonly withoutCertificate?: string;
  /** Seed of the random version ranges. */
  readonly seed: number;
}
