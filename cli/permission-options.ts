import type { Command } from 'commander';
import type { TargetDescription } from '../harness/target/target.ts';
import { UserError } from '../harness/user-error.ts';

/** The options that say what a run may cause on the server. */
export interface PermissionOptions {
  readonly mayIssue?: boolean;
  readonly mayDecommission?: boolean;
  readonly readOnly?: boolean;
}

/** The keys of a target that say the same. */
type Stated = Pick<TargetDescription, 'mayIssue' | 'mayDecommission' | 'readOnly'>;

/** Adds the options that say what a run may cause on the server. */
export function addPermissionOptions(command: Command): Command {
  return command
    .option('--may-issue', 'allow that the server issues licenses, certificates and account keys')
    .option('--may-decommission', "allow what can't be taken back")
    .option('--read-only', 'allow neither, whatever the target file says');
}

/**
 * What may be caused, by the command line where it says so, else by the target file. `readOnly` in the
 * file can't be opened from the command line.
 *
 * @throws UserError when two of these contradict each other
 */
export function statedPermissions(given: Stated, options: PermissionOptions): Required<Stated> {
  const { mayIssue = false, mayDecommission = false, readOnly = false } = options;
  const allowed = [
    ...(mayIssue ? ['--may-issue'] : []),
    ...(mayDecommission ? ['--may-decommission'] : []),
  ].join(' and ');
  if (readOnly && allowed !== '')
    throw new UserError(`Expected either --read-only or ${allowed}, found both; leave one out.`);
  if (readOnly) return { readOnly, mayIssue, mayDecommission };
  if (given.readOnly === true && allowed !== '')
    throw new UserError(
      `The target file says readOnly: true, and the command line ${allowed}; remove the key from the file, or leave the option out.`,
    );
  return {
    readOnly: given.readOnly === true,
    mayIssue: mayIssue || given.mayIssue === true,
    mayDecommission: mayDecommission || given.mayDecommission === true,
  };
}
