import type { SoapVersion } from '../soap/version.ts';
import type { Specification } from '../wsdl/services.ts';
import type { Challenge } from './challenges.ts';
import type { Clock } from './clock.ts';
import type { TlsFacts } from './tls.ts';
import type { WsdlComparison } from './compare-wsdl.ts';

/**
 * What a few requests show of the server at a base URL (schemas/harness/discovery.schema.json). Texts
 * of the server are bounded, on one line and without control characters.
 */
export interface Discovery {
  readonly format: 1;
  /** Without the path of an endpoint that was given with it, and without a slash at its end. */
  readonly baseUrl: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** How many requests were sent. */
  readonly requests: number;
  readonly reachable: boolean;
  /** Why no connection was made, in one sentence. */
  readonly unreachable?: string;
  /** The endpoints of MS-RMSI 2.1 and MS-RMPR 3.1.4.2; none of a server that could not be reached. */
  readonly endpoints: readonly EndpointFound[];
  /** The SOAP versions in which any endpoint answers. */
  readonly soapVersions: readonly SoapVersion[];
  /** By the exceptions that its answers name. */
  readonly state: 'normal' | 'decommissioned' | 'unknown';
  /** Every range that VersionData of an answer states. */
  readonly versionRanges: readonly VersionRangeFound[];
  /** The schemes that any endpoint offers, each once, as registered or else as written. */
  readonly authentication: readonly string[];
  /** Headers that name products, each value once. */
  readonly products: readonly { readonly header: string; readonly value: string }[];
  /** By the Date header; absent when no answer had one. */
  readonly clock?: Clock;
  /** Of an https: URL. */
  readonly tls?: TlsFacts;
}

/** What one endpoint answers. */
export interface EndpointFound {
  /** Below the base URL. */
  readonly path: string;
  readonly specification: Specification;
  readonly service: string;
  readonly operations: readonly string[];
  /** The most telling of its answers. */
  readonly answers: 'soap' | 'wsdl' | 'authentication' | 'html' | 'other' | 'absent' | 'nothing';
  /** That answer, or why there was none, in one line. */
  readonly detail: string;
  /** HTTP status of that answer. */
  readonly status?: number;
  /** The versions in which it answered an envelope of the same version. */
  readonly soapVersions: readonly SoapVersion[];
  /** Last components of the exceptions that its answers name. */
  readonly exceptions: readonly string[];
  /** What it asks for before it answers. */
  readonly challenges: readonly Challenge[];
  /** Absent when no WSDL was served. */
  readonly wsdl?: WsdlComparison;
}

/** A version range, and where it was stated. */
export interface VersionRangeFound {
  readonly minimum: string;
  readonly maximum: string;
  readonly onFaults: boolean;
  readonly endpoints: readonly string[];
}
