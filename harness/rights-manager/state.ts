import type { PlayReadyTarget } from '../target/playready.ts';
import type { Permissions } from '../target/permissions.ts';
import type { Access } from '../transport/access.ts';
import type { OperationName } from './operations.ts';

/** Where the preflight leaves the state, below the run's folder. */
export const stateFile = 'state/playready.json';

/**
 * What the preflight found out once per run, kept on disk for the workers. It holds no secret: each
 * worker reads the recorded messages from the folder that the target names.
 */
export interface PlayReadyState extends Access, PlayReadyTarget {
  readonly permissions: Permissions;
  /** Operations that the server answers as it answers one that does not exist (PlayReady-facts 1.1). */
  readonly absent: readonly OperationName[];
  /** Why no connection could be made at all; then nothing is sent. */
  readonly unreachable?: string;
  /** Set when the reason for that is that the credentials were refused, or that there are none. */
  readonly unauthorized?: true;
  /** Seed of whatever is drawn at random. */
  readonly seed: number;
}
