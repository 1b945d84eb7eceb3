import type { Target } from '../../harness/target/target.ts';
import { startApache } from './apache.ts';
import { peerFolder } from './folder.ts';
import type { Peer } from './peer.ts';

export interface Account {
  readonly domain: string;
  readonly user: string;
  readonly password: string;
}

/**
 * Apache with gss-ntlmssp, which knows one user. The mechanism is offered by the name NTLM alone:
 * NTLM inside Negotiate ends the process of Debian's mod_auth_gssapi 1.6.4.
 *
 * @param server - further directives of the server as a whole
 */
export async function startNtlmPeer(
  target: Pick<Target, 'deployments'>,
  account: Account,
  server = '',
): Promise<Peer> {
  const folder = peerFolder();
  const { domain, user, password } = account;
  const users = folder.write('users', `${domain}:${user}:${password}\n`);
  try {
    const peer = await startApache({
      target,
      server,
      modules: ['auth_gssapi'],
      access: `
AuthType GSSAPI
AuthName NTLM
GssapiAllowedMech ntlmssp
GssapiConnectionBound On
Require valid-user`,
      env: { NTLM_USER_FILE: users, NETBIOS_COMPUTER_NAME: 'PEER', NETBIOS_DOMAIN_NAME: domain },
    });
    return {
      ...peer,
      async close() {
        await peer.close();
        folder.remove();
      },
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
