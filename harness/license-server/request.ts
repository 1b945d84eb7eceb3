import type { WmdrmDeployment, WmdrmVersion } from '../target/wmdrm.ts';

/** The client that a request comes from: `foreign` is one of our own that no server knows. */
export type ClientChoice = 'listed' | 'unlisted' | 'foreign';

/** What is said otherwise than in the plain request, and takes the client's keys to say. */
export interface RequestChoices {
  /** `listed` unless given. */
  readonly client?: ClientChoice;
  /** AppSec of the version 1 request; the target's level unless given. */
  readonly appSecurity?: number;
}

/** One request; what is left out is as in the accepted one. */
export interface WmdrmRequest {
  /** What labels and reports call it; `minimal` unless given. Tells edits apart. */
  readonly fixture?: string;
  /** 7 unless given. */
  readonly protocol?: WmdrmVersion;
  /** The server state that is asked; `normal` unless given. */
  readonly deployment?: WmdrmDeployment;
  /** The form's field `nonsilent`, which is left out unless given (MS-DRM 2.2.3.1.2). */
  readonly nonsilent?: '0' | '1';
  readonly choices?: RequestChoices;
  /** A last change to a request in XML. */
  readonly edit?: (request: string) => string;
  /** A last change to a version 1 request. */
  readonly editPacket?: (packet: Uint8Array) => Uint8Array;
  /** What follows the challenge of a version 1 request; `DRMVer=1.4` unless given (2.2.2.1). */
  readonly query?: string;
  /** Sent as the header `x-assay-request`, by which a test server's higher layer finds it again. */
  readonly id?: string;
}

/** The deployment that a request goes to. */
export function deploymentOf({ deployment = 'normal' }: WmdrmRequest): WmdrmDeployment {
  return deployment;
}

/** The accepted request that a refusal of this one rests on: the same without a change. */
export function twinOf({ protocol, deployment, nonsilent }: WmdrmRequest): WmdrmRequest {
  return {
    ...(protocol !== undefined && { protocol }),
    ...(deployment !== undefined && { deployment }),
    ...(nonsilent !== undefined && { nonsilent }),
  };
}

/** Tells requests apart; those that are made alike are one. */
export function keyOf(request: WmdrmRequest): string {
  const { edit, editPacket, ...plain } = request;
  const edited = edit !== undefined || editPacket !== undefined;
  return JSON.stringify({ protocol: 7, deployment: 'normal', ...plain, edited });
}
