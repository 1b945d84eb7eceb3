import type { Target } from '../../harness/target/target.ts';
import { startApache } from './apache.ts';
import type { Kdc } from './kdc.ts';
import type { Peer } from './peer.ts';

/** Apache that lets in whoever has a ticket of this realm; it proves itself in turn. */
export async function startNegotiatePeer(
  target: Pick<Target, 'deployments'>,
  kdc: Kdc,
): Promise<Peer> {
  const keys = await kdc.addService('HTTP/localhost');
  return startApache({
    target,
    modules: ['auth_gssapi'],
    access: `
AuthType GSSAPI
AuthName Negotiate
GssapiAllowedMech krb5
GssapiCredStore keytab:${keys}
Require valid-user`,
    env: { ...kdc.environment, KRB5RCACHENAME: 'none:' },
  });
}
