import type { Target, TargetDescription } from '../harness/target/target.ts';
import type {
  WmdrmClient,
  WmdrmClientDescription,
  WmdrmDescription,
  WmdrmTarget,
} from '../harness/target/wmdrm.ts';

type Parts = 'deployments' | 'playready' | 'wmdrm' | 'clock' | 'services';

/**
 * The description of a reference target as a target file holds it: whoever runs the command against
 * servers of this process writes it to one. TLS is left out, for its CA is a file of its own.
 */
export function describeTarget({
  deployments,
  playready,
  wmdrm,
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
    ...(wmdrm !== undefined && { wmdrm: describeWmdrm(wmdrm) }),
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

/** Parts in which there may be nothing are left out then. */
function describeWmdrm(wmdrm: WmdrmTarget): WmdrmDescription {
  const { client, unlistedClient, machineCertificateFile, content, assumptions, ...others } = wmdrm;
  const { headerFile, ...rest } = content;
  return {
    ...others,
    ...(client !== undefined && { client: describeClient(client) }),
    ...(unlistedClient !== undefined && { unlistedClient: describeClient(unlistedClient) }),
    ...(machineCertificateFile !== undefined && { machineCertificate: machineCertificateFile }),
    ...(Object.keys(content).length > 0 && {
      content: { ...rest, ...(headerFile !== undefined && { header: headerFile }) },
    }),
    ...(Object.keys(assumptions).length > 0 && { assumptions }),
  };
}

function describeClient({ certificateFile, privateKey }: WmdrmClient): WmdrmClientDescription {
  return { certificate: certificateFile, privateKey };
}
