import { createHash } from 'node:crypto';
import { startHttpd, type Httpd } from './apache.ts';
import { peerFolder } from './folder.ts';
import { freePorts } from './process.ts';

/** A proxy as a company has one, between its people and all servers. */
export interface ForwardProxy extends Httpd {
  readonly url: string;
}

/**
 * Starts Apache httpd as a proxy that wants a user name and a password, and makes tunnels to any
 * port.
 */
export async function startForwardProxy(user: string, password: string): Promise<ForwardProxy> {
  const folder = peerFolder();
  try {
    const [port = 0] = await freePorts(1);
    const digest = createHash('sha1').update(password).digest('base64');
    const users = folder.write('users', `${user}:{SHA}${digest}\n`);
    const httpd = await startHttpd({
      folder,
      modules: ['auth_basic', 'authn_file', 'proxy_connect'],
      ports: [port],
      directives: `
ProxyRequests On
AllowCONNECT 1-65535
<Proxy *>
  AuthType Basic
  AuthName proxy
  AuthBasicProvider file
  AuthUserFile ${users}
  Require valid-user
</Proxy>`,
    });
    return { ...httpd, url: `http://127.0.0.1:${port}` };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
