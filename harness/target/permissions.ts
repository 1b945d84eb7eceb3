/**
 * What a run may cause on a server. Both are off until the target allows them: a server that is not
 * ours is read from, no more.
 */
export interface Permissions {
  /** Licenses, certificates and account keys may be issued. */
  readonly mayIssue: boolean;
  /** What can't be taken back, such as decommissioning, may be asked for. */
  readonly mayDecommission: boolean;
}

/** Nothing is allowed. */
export const readOnly: Permissions = { mayIssue: false, mayDecommission: false };
