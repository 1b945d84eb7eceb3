import type { Target, TargetDescription } from '../harness/target/target.ts';

type Parts = 'deployments' | 'playready' | 'clock' | 'services';

/**
 * The description of a reference target as a target file holds it: whoever runs the command against
 * servers of this process writes it to one. TLS is left out, for its CA is a file of its own.
 */
export function describeTarget({
  deployments,
  playready,
  clock,
  services,
  identities = {},
  permissions: { mayIssue, mayDecommission },
}: Pick<Target, Parts | 'identities' | 'permissions'>): TargetDescription {
  const users = Object.entries(identities).map(([role, { privateKeyFile, ...user }]) => [
    role,
    { ...user, ...(privateKeyFile !== undefined && { privateKey: privateKeyFile }) },
  ]);
  return {
    ...(Object.keys(deployments).length > 0 && { deployments }),
    ...(playready !== undefined && { playready }),
    ...(clock !== undefined && {
      clock: { ...clock.services, toleranceSeconds: clock.toleranceSeconds },
    }),
    ...(services !== undefined && {
      services: services.map(({ bodyFile, ...service }) => ({
        ...service,
        ...(bodyFile !== undefined && { body: bodyFile }),
      })),
    }),
    ...(users.length > 0 && {
      identities: Object.fromEntries(users) as NonNullable<TargetDescription['identities']>,
    }),
    mayIssue,
    mayDecommission,
  };
}
