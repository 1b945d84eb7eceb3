import type { Exchange } from '../report/exchange.ts';
import type { Permissions } from '../target/permissions.ts';
import type { Target } from '../target/target.ts';
import type { Access } from '../transport/access.ts';
import type { Gate } from '../transport/gate.ts';

/** What is known of a target before anything was sent; a suite's preflight takes its part of it. */
export type SuitePlan = Pick<
  Target,
  | keyof Access
  | 'deployments'
  | 'playready'
  | 'wmdrm'
  | 'clock'
  | 'services'
  | 'identities'
  | 'licences'
  | 'profile'
  | 'serverCertificate'
> & {
  /** Nothing is allowed unless given. */
  readonly permissions?: Permissions;
  /** What the requests pass; nothing unless given. */
  readonly gate?: Gate;
  /** Seed of whatever is drawn at random; drawn unless given. */
  readonly seed?: number;
  /** Told of everything that the preflight sends. */
  readonly onSent?: (exchange: Exchange) => void;
};
