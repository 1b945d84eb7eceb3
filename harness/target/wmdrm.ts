import type { AssumptionChoices } from '../wmdrm/wmdrm-assumptions.ts';
import type { SecretSource } from './secret.ts';

/**
 * The server states that the WMDRM suite knows, each a whole URL of a license server. `normal` issues
 * licenses to silent and to nonsilent requests (MS-DRM 2.2.3.1.2); `silent-only` offers silent
 * acquisition alone, `version1-only` version 1 alone (1.7); `newer-revocation` has newer revocation
 * data than any client (3.2.3).
 */
export const wmdrmDeployments = [
  'normal',
  'silent-only',
  'version1-only',
  'newer-revocation',
] as const;
export type WmdrmDeployment = (typeof wmdrmDeployments)[number];

/** The versions of the protocol (MS-DRM 1.7). */
export const wmdrmVersions = [1, 7, 11] as const;
export type WmdrmVersion = (typeof wmdrmVersions)[number];

/** The certificate of a client, and the private key that belongs to it. */
export interface WmdrmClient {
  /** Absolute path: PKCERT, 84 bytes in base64 (MS-DRM 2.2.1.5). */
  readonly certificateFile: string;
  /** KMpriv: where the 20 bytes, little-endian, in base64 are to be had. */
  readonly privateKey: SecretSource;
}

/** Content that the server issues licenses for. */
export interface WmdrmContent {
  /** Absolute path of the file with the content header's element, verbatim (MS-DRM 2.2.3.1.3.12). */
  readonly headerFile?: string;
  /** KeyID of version 1: at most 25 bytes of ASCII (MS-DRM 2.2.2.1). */
  readonly keyId?: string;
  /** Key of the content in base64, where it is known. */
  readonly contentKey?: SecretSource;
  /** Application security level that a license needs; requests below it are to be refused (3.2.5.1). */
  readonly minimumAppSecurity?: number;
}

/** What requests say of the client in CLIENTINFO (MS-DRM 2.2.3.1.3). */
export interface WmdrmClientInfo {
  readonly clientVersion: string;
  readonly securityVersion: string;
  /** From 0 to 2^32-1. */
  readonly appSecurity: number;
  readonly subjectId1: number;
  readonly subjectId2: number;
  readonly drmkVersion: string;
}

/** The values of MS-DRM 4.3; the security version, which that example leaves out, is ours. */
export const defaultClientInfo: WmdrmClientInfo = {
  clientVersion: '9.00.00.2778',
  securityVersion: '2.2.0.1',
  appSecurity: 2000,
  subjectId1: 212,
  subjectId2: 1107,
  drmkVersion: '2.2.0.0',
};

/** Name and place of the content header in a request; the document has both in two ways. Without a name, it keeps its own. */
export interface WmdrmHeader {
  readonly name?: 'WRMHEADER' | 'WMRMHEADER';
  /** The element above it. */
  readonly place: 'LICENSEREQUEST' | 'CLIENTINFO';
}

/** What the WMDRM part of a target has in a file and resolved alike. */
interface WmdrmCommon {
  /** Whole URLs, with their query if they have one, by server state. */
  readonly deployments: Readonly<Partial<Record<WmdrmDeployment, string>>>;
  /** KSpub: PUBKEY, 40 bytes in base64 (MS-DRM 2.2.1.6). */
  readonly serverKey?: string;
  /** KLpub: PUBKEY, 40 bytes in base64. */
  readonly licenseKey?: string;
  /** Where a test server's higher layer tells the state variables of a request (MS-DRM 3.2.5.2). */
  readonly higherLayer?: string;
  /** Absolute path of the folder with recorded requests (docs/recordings.md); in a file, any path. */
  readonly recordings?: string;
}

/** The WMDRM part of a target, resolved. */
export interface WmdrmTarget extends WmdrmCommon {
  /** Versions that the server serves; 1 and 7 unless given. */
  readonly versions: readonly WmdrmVersion[];
  /** In the server's white list. */
  readonly client?: WmdrmClient;
  /** Certified by a key that the server knows, and not (or no longer) in the white list. */
  readonly unlistedClient?: WmdrmClient;
  /** Absolute path: the XML certificate collection of a version 11 client (MS-DRM 2.2.4.1.1). */
  readonly machineCertificateFile?: string;
  readonly content: WmdrmContent;
  /** ACTIONs that are asked for, 1 to 5; Play unless given. */
  readonly actions: readonly string[];
  readonly clientInfo: WmdrmClientInfo;
  readonly header: WmdrmHeader;
  /** What the vendor declares of what no public text states. */
  readonly assumptions: Readonly<Partial<AssumptionChoices>>;
}

/** The WMDRM part as a file gives it: paths are relative to the file, defaults are left out. */
export interface WmdrmDescription extends WmdrmCommon {
  readonly versions?: readonly WmdrmVersion[];
  readonly client?: WmdrmClientDescription;
  readonly unlistedClient?: WmdrmClientDescription;
  /** A file. */
  readonly machineCertificate?: string;
  readonly content?: Omit<WmdrmContent, 'headerFile'> & {
    /** A file. */
    readonly header?: string;
  };
  readonly actions?: readonly string[];
  readonly clientInfo?: Partial<WmdrmClientInfo>;
  readonly header?: Partial<WmdrmHeader>;
  readonly assumptions?: Readonly<Partial<AssumptionChoices>>;
}

/** A client as a file gives it. */
export interface WmdrmClientDescription {
  /** A file. */
  readonly certificate: string;
  readonly privateKey: SecretSource;
}
