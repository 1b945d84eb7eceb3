import type { Target, TargetDescription } from '../harness/target/target.ts';

/**
 * The description of a reference target as a target file holds it: whoever runs the command against
 * servers of this process writes it to one. TLS is left out, for its CA is a file of its own.
 */
export function describeTarget({
  deployments,
  identities = {},
  permissions: { mayIssue, mayDecommission },
}: Target): TargetDescription {
  const users = Object.entries(identities).map(([role, { privateKeyFile, ...user }]) => [
    role,
    { ...user, ...(privateKeyFile !== undefined && { privateKey: privateKeyFile }) },
  ]);
  return {
    deployments,
    identities: Object.fromEntries(users) as NonNullable<TargetDescription['identities']>,
    mayIssue,
    mayDecommission,
  };
}
