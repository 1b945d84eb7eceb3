import type { Exchange } from '../exchange.ts';

/** Sends the request at hand once, with these headers on top of its own, with or without its body. */
export type Leg = (
  headers: Readonly<Record<string, string>>,
  options?: { readonly withoutBody: boolean },
) => Promise<Exchange>;

/** The connection that all legs of a request go over. */
export interface AuthenticatedConnection {
  /** Nothing was sent over it before. */
  readonly fresh: boolean;
  /** Scheme, host and port. */
  readonly origin: string;
  /** Whether a further leg can go over it. */
  alive(): boolean;
  /** The server's certificate in DER. */
  certificate(): Buffer | undefined;
}

/** How the exchange of a request ended, authentication included. */
export interface Authenticated {
  /** The last leg; a 401 there says that the credentials were refused. */
  readonly exchange: Exchange;
  /** Whether the server has accepted the credentials, and not merely answered. */
  readonly proven: boolean;
}

/** One mechanism with its credentials. */
export interface Authenticator {
  /** Exchanges one request in as many legs as it takes. */
  authenticate(leg: Leg, connection: AuthenticatedConnection): Promise<Authenticated>;
}

/** A leg's exchange in place of which there is a failure of the authentication itself. */
export function failed(
  { outcome }: Exchange,
  code: 'unauthorized' | 'malformed' | 'closed',
  message: string,
): Authenticated {
  const status = outcome.kind === 'response' ? { status: outcome.status } : {};
  const failure = { kind: 'failure', code, message, durationMs: outcome.durationMs } as const;
  return { exchange: { outcome: { ...failure, ...status }, silent: false }, proven: false };
}
