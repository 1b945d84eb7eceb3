import type { ClientOwnerService, ClockTarget } from '../target/clock.ts';
import type { Permissions } from '../target/permissions.ts';
import type { Access } from '../transport/access.ts';

/** Where the preflight leaves the state, below the run's folder. */
export const stateFile = 'state/clock.json';

/** What a run knows of its secure-clock services and of those of client owners; no secrets. */
export interface ClockState extends Access, ClockTarget {
  /** The services of client owners (PlayReady-facts 7.6). */
  readonly owners: readonly ClientOwnerService[];
  readonly permissions: Permissions;
  /** Why no connection could be made at all; then nothing is sent. */
  readonly unreachable?: string;
  /** Set when the reason for that is that the credentials were refused, or that there are none. */
  readonly unauthorized?: true;
  /** Of the run; nothing here is drawn from it, since a transaction id must never come again. */
  readonly seed: number;
}
