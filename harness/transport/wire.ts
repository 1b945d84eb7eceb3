import type { SecretSource } from '../target/secret.ts';

/** One HTTP request as it goes on the wire; the body is sent with a Content-Length. */
export interface WireRequest {
  url: string;
  method: 'GET' | 'POST';
  headers: Readonly<Record<string, string>>;
  body?: Uint8Array;
}

/** A complete response within the limits. Header names are lower case, in order, repeats kept. */
export interface WireResponse {
  kind: 'response';
  status: number;
  headers: readonly (readonly [name: string, value: string])[];
  body: Uint8Array;
  /** Milliseconds from the request's first byte to the response's last. */
  durationMs: number;
}

/**
 * Why there is no complete response. `code` is one of a closed list so that a verdict, the circuit
 * breaker and the preflight can tell a dead host from a misbehaving one:
 *
 * - `unresolved`, `refused`, `unreachable`: no connection could be made (DNS, RST, no route);
 * - `tls`: the handshake failed or the certificate is not trusted;
 * - `closed`: the connection ended or was reset before the response was complete;
 * - `length`: the body does not have the length that Content-Length announced;
 * - `malformed`: what came back is not HTTP;
 * - `too-large`: the body passed the size limit (bytes);
 * - `deadline`: the response was not complete within the deadline (milliseconds);
 * - `unauthorized`: the server (401) or the proxy (407) refused the credentials, or asks for some.
 */
export interface WireFailure {
  kind: 'failure';
  code:
    | 'unresolved'
    | 'refused'
    | 'unreachable'
    | 'tls'
    | 'closed'
    | 'length'
    | 'malformed'
    | 'too-large'
    | 'deadline'
    | 'unauthorized';
  /** One sentence: what was expected, what came, and for `tls` what to do. */
  message: string;
  durationMs: number;
  /** Set when a status line and headers arrived before the failure. */
  status?: number;
  /** The headers of the response that says `unauthorized`. */
  headers?: WireResponse['headers'];
}

export type WireOutcome = WireResponse | WireFailure;

/** Bounds on what a server under test may make us hold or wait for. */
export interface WireLimits {
  /** Bytes of response body. */
  maxBytes: number;
  /** Milliseconds from sending to the last byte. */
  deadlineMs: number;
  /** Requests that begin within any one second, over all workers of a run; unlimited unless given. */
  requestsPerSecond?: number;
  /** Requests under way at once, over all workers of a run; unlimited unless given. */
  concurrency?: number;
}

export const defaultLimits: WireLimits = { maxBytes: 16 * 1024 * 1024, deadlineMs: 10_000 };

export const tlsVersions = ['TLSv1', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'] as const;
export type TlsVersion = (typeof tlsVersions)[number];

/** TLS choices of a target. `ca` is PEM text; `insecure` accepts any certificate. */
export interface WireTls {
  ca?: string;
  serverName?: string;
  /** TLSv1.2 unless given. */
  minimumVersion?: TlsVersion;
  insecure?: boolean;
  clientCertificate?: ClientCertificate;
}

/** What the harness shows to a server that asks for a certificate. */
export interface ClientCertificate {
  /** PEM text: the certificate and those above it, leaf first. */
  readonly certificate: string;
  /** Where the private key in PEM is to be had. */
  readonly key: SecretSource;
  readonly passphrase?: SecretSource;
}

/** A connection pool held per worker: keep-alive, one deadline and one size limit for all. */
export interface Transport {
  /** Sends one request. Never throws for what a server or network does: that is a `WireFailure`. */
  send(request: WireRequest): Promise<WireOutcome>;
  close(): Promise<void>;
}
