import { existsSync, readFileSync } from 'node:fs';
import type { Target } from '../../harness/target/target.ts';

type Deployments = Target['deployments'];

/** A real server between the harness and the reference server. */
export interface Peer {
  /** The reference server's deployments, as the peer serves them. */
  readonly deployments: Deployments;
  /** PEM of the authority that issued the peer's certificate. */
  readonly ca: string;
  /** Every request that reached the peer so far. */
  readonly requests: () => readonly PeerRequest[];
  readonly close: () => Promise<void>;
}

export interface PeerRequest {
  readonly status: number;
  /** As whom the peer knew the client; empty when it did not ask. */
  readonly user: string;
}

/** Where a peer listens: origins without a slash at the end. */
export interface Origins {
  /** None: everything goes over HTTPS. */
  readonly http?: string;
  readonly https: string;
}

/** The origin that a peer passes requests on to: all deployments of a reference server share it. */
export function upstreamOf({ deployments }: Pick<Target, 'deployments'>): string {
  return new URL(deployments['normal'] ?? '').origin;
}

/** The same deployments behind a peer: HTTPS stays HTTPS. */
export function behind(origins: Origins, deployments: Deployments): Deployments {
  return Object.fromEntries(
    Object.entries(deployments).map(([state, url]) => {
      const { protocol, pathname } = new URL(url);
      const origin = protocol === 'https:' ? origins.https : (origins.http ?? origins.https);
      return [state, `${origin}${pathname}`];
    }),
  );
}

/**
 * Reads an access log of lines `status user`, where `-` stands for nobody and Apache doubles a
 * backslash.
 */
export function readAccessLog(file: string): readonly PeerRequest[] {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  return lines.filter(Boolean).map(line => {
    const [status = '', ...users] = line.split(' ');
    const user = users.find(name => name !== '-') ?? '';
    return { status: Number(status), user: user.replaceAll('\\\\', '\\') };
  });
}
