import type { Target } from '../../harness/target/target.ts';
import { makeAuthority, type CertificateAndKey } from './certificates.ts';
import { startNginx } from './nginx.ts';
import type { Peer } from './peer.ts';

/** nginx that wants a user name and a password. */
export async function startBasicPeer(
  target: Pick<Target, 'deployments'>,
  user: string,
  password: string,
): Promise<Peer> {
  return startNginx({
    target,
    authority: await makeAuthority('Assay peer authority'),
    access: folder =>
      `auth_basic Assay; auth_basic_user_file ${folder.write('users', `${user}:{PLAIN}${password}\n`)};`,
  });
}

/** nginx that lets in requests with this value of a header, and answers 401 to others. */
export async function startHeaderPeer(
  target: Pick<Target, 'deployments'>,
  name: string,
  value: string,
): Promise<Peer> {
  const variable = `$http_${name.toLowerCase().replaceAll('-', '_')}`;
  return startNginx({
    target,
    authority: await makeAuthority('Assay peer authority'),
    access: () => `if (${variable} != "${value}") { return 401; }`,
  });
}

/**
 * nginx that wants a certificate of its own authority from its clients.
 *
 * @param clients - the authority that issues them
 */
export async function startCertificatePeer(
  target: Pick<Target, 'deployments'>,
  clients: CertificateAndKey,
): Promise<Peer> {
  return startNginx({
    target,
    authority: await makeAuthority('Assay peer authority'),
    httpsOnly: true,
    access: folder =>
      `ssl_verify_client on; ssl_client_certificate ${folder.write('clients.pem', clients.certificate)};`,
  });
}
