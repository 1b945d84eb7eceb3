import { UserError } from '../user-error.ts';

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

/**
 * What a request causes on a server that grants it: nothing, something issued, or something that
 * can't be taken back. A malformed request counts like the one it was made from: the server under
 * test may grant it.
 */
export const effects = ['reads', 'issues', 'decommissions'] as const;
export type Effect = (typeof effects)[number];

/** Nothing is allowed. */
export const readOnly: Permissions = { mayIssue: false, mayDecommission: false };

/** Whether a request with this effect may be sent. */
export function allows({ mayIssue, mayDecommission }: Permissions, effect: Effect): boolean {
  switch (effect) {
    case 'reads':
      return true;
    case 'issues':
      return mayIssue;
    case 'decommissions':
      return mayDecommission;
  }
}

/** What is to be done to allow an effect: completes "it is not allowed; ...". */
export const remedyFor: Readonly<Record<Exclude<Effect, 'reads'>, string>> = {
  issues: 'put mayIssue: true in the target file, or pass --may-issue',
  decommissions: 'put mayDecommission: true in the target file, or pass --may-decommission',
};

/**
 * The permissions that a target file states. `readOnly` is a lock: nothing opens it but to remove it.
 *
 * @throws UserError when one is allowed beside it
 */
export function readPermissions(described: {
  readonly readOnly?: boolean;
  readonly mayIssue?: boolean;
  readonly mayDecommission?: boolean;
}): Permissions {
  const { mayIssue = false, mayDecommission = false } = described;
  if (described.readOnly !== true) return { mayIssue, mayDecommission };
  const allowed = [
    ...(mayIssue ? ['mayIssue'] : []),
    ...(mayDecommission ? ['mayDecommission'] : []),
  ];
  if (allowed.length === 0) return readOnly;
  throw new UserError(
    `Expected a target that is either readOnly or may do something; it has readOnly: true and ${allowed.join(' and ')}. Remove one of them.`,
  );
}
