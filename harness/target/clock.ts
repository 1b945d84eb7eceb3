import type { Effect } from './permissions.ts';
import type { SecretSource } from './secret.ts';

/** The secure-clock services of Microsoft for PlayReady clients (PlayReady-facts 7.1). */
export const clockVersions = ['v1', 'v2', 'v3', 'v4'] as const;
export type ClockVersion = (typeof clockVersions)[number];

/** One version of the service: whole URLs. */
export interface ClockService {
  /** The published link, which redirects to the service. */
  readonly link?: string;
  /** Where the link leads. */
  readonly service: string;
  /**
   * Further origins, such as `https://clock2.example.com`, that a redirect or a challenge URL may name;
   * those of the two URLs are allowed anyway.
   */
  readonly also?: readonly string[];
  /** V1 only: the text of a challenge's form, for a server that does not take ours (7.2). */
  readonly challenge?: string;
}

/** The secure-clock part of a target, resolved. */
export interface ClockTarget {
  readonly services: Readonly<Partial<Record<ClockVersion, ClockService>>>;
  /** Seconds by which a date may differ from the harness's clock. */
  readonly toleranceSeconds: number;
}

/** What a client owner's service is expected to answer; all that is given has to hold. */
export interface ServiceExpectation {
  /** HTTP status. */
  readonly status: number;
  /** Media type without parameters. */
  readonly contentType?: string;
  /** Values of headers, compared as they are. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Text that the body holds. */
  readonly contains?: string;
  /** Bytes that the body has at least, and at most. */
  readonly minBytes?: number;
  readonly maxBytes?: number;
}

/** A service of a client's owner: ad hoc, so the target says what is sent and what comes back (7.6). */
export interface ClientOwnerService {
  readonly name: string;
  readonly url: string;
  readonly method: 'GET' | 'POST';
  /** Text, or for a secret where it is to be had. */
  readonly headers: Readonly<Record<string, string | SecretSource>>;
  /** Absolute path of the file with the body. */
  readonly bodyFile?: string;
  /** What the exchange causes; a GET `reads` and a POST `issues` unless given. */
  readonly effect?: Effect;
  readonly expect: ServiceExpectation;
}
