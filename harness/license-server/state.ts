import type { Permissions } from '../target/permissions.ts';
import type { WmdrmTarget } from '../target/wmdrm.ts';
import type { Access } from '../transport/access.ts';

/** Where the preflight leaves the state, below the run's folder. */
export const stateFile = 'state/wmdrm.json';

/** What a run knows of its WMDRM server; no secrets, which each worker reads where they are. */
export interface WmdrmState extends Access, WmdrmTarget {
  readonly permissions: Permissions;
  /** Why no connection could be made at all; then nothing is sent. */
  readonly unreachable?: string;
  /** Set when the reason for that is that the credentials were refused, or that there are none. */
  readonly unauthorized?: true;
  /** Seed of whatever is drawn at random; keys and session keys are not. */
  readonly seed: number;
}
