import type { SoapVersion } from '../soap/version.ts';
import type { Identities } from '../target/identity.ts';
import type { ProfileInference } from '../target/infer-profile.ts';
import type { ProfileName } from '../target/profile.ts';
import type { SuppliedLicences } from '../target/supplied-licences.ts';
import type { Permissions } from '../target/permissions.ts';
import type { Access } from '../transport/access.ts';

/**
 * The deployments that the suites know: one base URL in one server state each (DESIGN.md).
 * `decommissioned-https` is the decommissioned server once more, over TLS; the two `trusting` ones
 * are another server, which has the first one among its trustedLicensingServers (MS-RMPR 3.1.1.1.2).
 */
export const deploymentNames = [
  'normal',
  'decommissioned',
  'decommissioned-https',
  'publishing-disabled',
  'trusting',
  'trusting-decommissioned',
] as const;
export type DeploymentName = (typeof deploymentNames)[number];

/** A server with a licensor certificate of its own, whatever its states. */
export type ServerName = 'own' | 'trusting';

/** The server that a deployment is a state of. */
export function serverOf(deployment: DeploymentName): ServerName {
  return deployment.startsWith('trusting') ? 'trusting' : 'own';
}

/** Where the preflight leaves the state, below the run's folder. */
export const stateFile = 'state/rms.json';

/**
 * What the preflight found out once per run, kept on disk for the workers. It holds no secret: each
 * worker makes licences of its own from the server's certificate, and reads private keys from the
 * files that the target names.
 */
export interface RmsState extends Access {
  /** Base URLs without a trailing slash. */
  readonly deployments: Readonly<Partial<Record<DeploymentName, string>>>;
  readonly permissions: Permissions;
  readonly identities: Identities;
  /** Licenses that the server has signed, where it is not to be asked for them. */
  readonly licences?: SuppliedLicences;
  readonly profile: ProfileName;
  /** How the profile was found, where the target says to infer it. */
  readonly inferred?: ProfileInference;
  /** Set when the only server named turned out not to be decommissioned. */
  readonly inNormalOperation?: true;
  /** Why no connection could be made at all; then nothing is sent. */
  readonly unreachable?: string;
  /** Set when the reason for that is that the credentials were refused, or that there are none. */
  readonly unauthorized?: true;
  /** The SOAP versions in which the server answers; none when it answers in neither. */
  readonly offered: readonly SoapVersion[];
  /** Server licensor certificate chains, leaf first; absent where one could not be had. */
  readonly serverCertificates: Readonly<Partial<Record<ServerName, readonly string[]>>>;
  /** Why there is no certificate of the server itself, when there is none. */
  readonly withoutCertificate?: string;
  /** Seed of the random version ranges. */
  readonly seed: number;
}
