import type { Identities, IdentityRole } from './identity.ts';
import type { Permissions } from './permissions.ts';
import type { ProfileName } from './profile.ts';
import type { Access, Authentication, Proxy } from '../transport/access.ts';
import { defaultLimits, type WireLimits } from '../transport/wire.ts';

/** A server under test, resolved: URLs checked, files read (schemas/harness/target.schema.json). */
export interface Target extends Access {
  readonly name: string;
  /** Base URLs by server state, without a trailing slash. */
  readonly deployments: Readonly<Record<string, string>>;
  /** The text of the file with the server licensor certificate. */
  readonly serverCertificate?: string;
  readonly identities?: Identities;
  /** What the server is held to where the specification leaves room; its text alone unless given. */
  readonly profile?: ProfileName;
  /** What a run may cause on the server. */
  readonly permissions: Permissions;
  /** The file with the known deviations; absolute. */
  readonly waiversFile?: string;
}

/** A target as a file or the command line gives it: files are still names. */
export interface TargetDescription {
  readonly name?: string;
  readonly deployments: Readonly<Record<string, string>>;
  readonly tls?: {
    readonly ca?: string;
    readonly serverName?: string;
    readonly insecure?: boolean;
  };
  readonly limits?: Partial<WireLimits>;
  readonly serverCertificate?: string;
  readonly identities?: Readonly<
    Partial<Record<IdentityRole, { emailAddress: string; sid?: string; privateKey?: string }>>
  >;
  readonly profile?: ProfileName;
  readonly authentication?: Authentication;
  readonly proxy?: Proxy;
  /** A file. */
  readonly waivers?: string;
  readonly readOnly?: boolean;
  readonly mayIssue?: boolean;
  readonly mayDecommission?: boolean;
}

/** The limits with the defaults for those that are not given. */
export function completeLimits(limits: Partial<WireLimits> = {}): WireLimits {
  return { ...defaultLimits, ...limits };
}
