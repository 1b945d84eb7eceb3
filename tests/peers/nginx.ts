import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import type { Target } from '../../harness/target/target.ts';
import { issueServer, type CertificateAndKey } from './certificates.ts';
import { peerFolder, type PeerFolder } from './folder.ts';
import { behind, readAccessLog, upstreamOf, type Peer } from './peer.ts';
import { freePorts, startService } from './process.ts';

export interface NginxOptions {
  /** The reference server behind it. */
  readonly target: Pick<Target, 'deployments'>;
  /** Issues nginx's certificate. */
  readonly authority: CertificateAndKey;
  /** Directives of both servers: who is let in, and how. */
  readonly access: (folder: PeerFolder) => string;
  /** Only HTTPS, for clients that show a certificate. */
  readonly httpsOnly?: boolean;
}

/**
 * In this header nginx sends back the credentials that it was sent, as servers do that are being
 * debugged.
 */
export const seenHeader = 'X-Seen';

const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];

/** Starts nginx as a gateway, with its own configuration: HTTP and HTTPS, or HTTPS alone. */
export async function startNginx(options: NginxOptions): Promise<Peer> {
  const { target, authority, access, httpsOnly = false } = options;
  const folder = peerFolder();
  try {
    const { certificate, privateKey } = await issueServer(authority);
    const [http = 0, https = 0] = await freePorts(2);
    const errorLog = folder.at('error.log');
    const accessLog = folder.at('access.log');
    mkdirSync(folder.at('temp'));
    const listen = httpsOnly ? '' : `listen 127.0.0.1:${http};`;
    const configuration = folder.write(
      'nginx.conf',
      `
${process.getuid?.() === 0 ? 'user www-data;' : ''}
pid ${folder.at('nginx.pid')};
worker_processes 1;
events {}
http {
  log_format brief '$status $remote_user $ssl_client_s_dn';
  access_log ${accessLog} brief;
  ${temporary.map(name => `${name}_temp_path ${folder.at('temp')}/${name};`).join('\n  ')}
  ssl_certificate ${folder.write('server.pem', certificate)};
  ssl_certificate_key ${folder.write('server.key', privateKey)};
  ssl_protocols TLSv1.2 TLSv1.3;
  client_max_body_size 0;
  keepalive_timeout 30s;
  server {
    ${listen}
    listen 127.0.0.1:${https} ssl;
    add_header ${seenHeader} "$http_authorization $http_x_api_key" always;
    ${access(folder)}
    location / {
      proxy_pass ${upstreamOf(target)};
      proxy_http_version 1.1;
      proxy_set_header Host $http_host;
      proxy_set_header Connection '';
    }
  }
}
`,
    );
    const stop = await startService({
      program: 'nginx',
      args: ['-e', errorLog, '-p', folder.path, '-c', configuration, '-g', 'daemon off;'],
      ports: httpsOnly ? [https] : [http, https],
      log: () => (existsSync(errorLog) ? readFileSync(errorLog, 'utf8') : ''),
    });
    const secure = `https://localhost:${https}`;
    return {
      deployments: behind(
        { https: secure, ...(!httpsOnly && { http: `http://localhost:${http}` }) },
        target.deployments,
      ),
      ca: authority.certificate,
      requests: () => readAccessLog(accessLog),
      async close() {
        await stop();
        folder.remove();
      },
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
