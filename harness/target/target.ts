import type {
  ClientOwnerService,
  ClockService,
  ClockTarget,
  ClockVersion,
  ServiceExpectation,
} from './clock.ts';
import type { Identities, IdentityRole } from './identity.ts';
import type { Effect, Permissions } from './permissions.ts';
import type { PlayReadyDeployment, PlayReadyTarget } from './playready.ts';
import type { ProfileChoice } from './profile.ts';
import type { SecretSource } from './secret.ts';
import type { SuppliedLicences, SuppliedGrant, SuppliedLicenceKind } from './supplied-licences.ts';
import type { WmdrmDescription, WmdrmTarget } from './wmdrm.ts';
import type { Access, Authentication, Proxy } from '../transport/access.ts';
import { defaultLimits, type TlsVersion, type WireLimits } from '../transport/wire.ts';

/** A server under test, resolved: URLs checked, files read (schemas/harness/target.schema.json). */
export interface Target extends Access {
  readonly name: string;
  /** Base URLs of the RMS server by server state, without a trailing slash; none where it has none. */
  readonly deployments: Readonly<Record<string, string>>;
  readonly playready?: PlayReadyTarget;
  readonly wmdrm?: WmdrmTarget;
  readonly clock?: ClockTarget;
  /** Services of a client's owner (docs/targets.md). */
  readonly services?: readonly ClientOwnerService[];
  /** The text of the file with the server licensor certificate. */
  readonly serverCertificate?: string;
  readonly identities?: Identities;
  /** What the server is held to where the specification leaves room; its text alone unless given. */
  readonly profile?: ProfileChoice;
  /** Licenses that the server has signed, where it is not to be asked for them. */
  readonly licences?: SuppliedLicences;
  /** What a run may cause on the server. */
  readonly permissions: Permissions;
  /** The file with the known deviations; absolute. */
  readonly waiversFile?: string;
}

/** A target as a file or the command line gives it: files are still names. */
export interface TargetDescription {
  readonly name?: string;
  readonly deployments?: Readonly<Record<string, string>>;
  readonly playready?: PlayReadyDescription;
  readonly wmdrm?: WmdrmDescription;
  readonly clock?: ClockDescription;
  readonly services?: readonly ServiceDescription[];
  readonly tls?: {
    readonly ca?: string;
    readonly serverName?: string;
    readonly minimumVersion?: TlsVersion;
    readonly insecure?: boolean;
    readonly clientCertificate?: {
      /** A file. */
      readonly certificate: string;
      readonly key: SecretSource;
      readonly passphrase?: SecretSource;
    };
  };
  readonly limits?: Partial<WireLimits>;
  readonly serverCertificate?: string;
  readonly identities?: Readonly<Partial<Record<IdentityRole, IdentityDescription>>>;
  readonly licenses?: Readonly<Partial<Record<SuppliedLicenceKind, LicenceDescription>>>;
  readonly profile?: ProfileChoice;
  readonly authentication?: Authentication | { readonly type: 'none' };
  readonly proxy?: Proxy;
  /** A file. */
  readonly waivers?: string;
  readonly readOnly?: boolean;
  readonly mayIssue?: boolean;
  readonly mayDecommission?: boolean;
}

/** A user as a file gives it: key and certificate are files. */
export interface IdentityDescription {
  readonly emailAddress: string;
  readonly sid?: string;
  readonly privateKey?: string;
  readonly certificate?: string;
}

/** The PlayReady part as a file gives it. */
export interface PlayReadyDescription {
  readonly deployments: Readonly<Partial<Record<PlayReadyDeployment, string>>>;
  readonly meteringId?: string;
  readonly programs?: readonly string[];
  /** A folder. */
  readonly recordings?: string;
}

/** The secure-clock part as a file gives it. */
export type ClockDescription = Readonly<Partial<Record<ClockVersion, ClockService>>> & {
  readonly toleranceSeconds?: number;
};

/** A service of a client's owner as a file gives it. */
export interface ServiceDescription {
  readonly name: string;
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string | SecretSource>>;
  /** A file. */
  readonly body?: string;
  readonly effect?: Effect;
  readonly expect: ServiceExpectation;
}

/** A signed license as a file gives it. */
export interface LicenceDescription {
  readonly file: string;
  readonly grants?: readonly SuppliedGrant[];
  readonly contentKey?: SecretSource;
}

/** The limits with the defaults for those that are not given. */
export function completeLimits(limits: Partial<WireLimits> = {}): WireLimits {
  return { ...defaultLimits, ...limits };
}
