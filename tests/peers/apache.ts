import { existsSync, readFileSync } from 'node:fs';
import type { Target } from '../../harness/target/target.ts';
import { issueServer, makeAuthority } from './certificates.ts';
import { peerFolder } from './folder.ts';
import { behind, readAccessLog, upstreamOf, type Peer } from './peer.ts';
import { freePorts, startService } from './process.ts';

const moduleFolder = '/usr/lib/apache2/modules';
const modules = [
  'mpm_event',
  'authn_core',
  'authz_core',
  'authz_user',
  'auth_gssapi',
  'setenvif',
  'proxy',
  'proxy_http',
  'socache_shmcb',
  'ssl',
];

export interface ApacheOptions {
  /** The reference server behind it. */
  readonly target: Pick<Target, 'deployments'>;
  /** Directives of the location that everything lies in: who is let in, and how. */
  readonly access: string;
  /** Environment of the server's process. */
  readonly env: Readonly<Record<string, string>>;
}

/** Starts Apache httpd as a gateway, with its own configuration, HTTP and HTTPS on loopback. */
export async function startApache({ target, access, env }: ApacheOptions): Promise<Peer> {
  const folder = peerFolder();
  try {
    const authority = await makeAuthority('Assay peer authority');
    const { certificate, privateKey } = await issueServer(authority);
    const [http = 0, https = 0] = await freePorts(2);
    const errorLog = folder.at('error.log');
    const accessLog = folder.at('access.log');
    const configuration = folder.write(
      'httpd.conf',
      `
ServerRoot ${folder.path}
ServerName localhost
PidFile ${folder.at('httpd.pid')}
Mutex posixsem
DefaultRuntimeDir ${folder.path}
ErrorLog ${errorLog}
${modules.map(name => `LoadModule ${name}_module ${moduleFolder}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
StartServers 1
ThreadsPerChild 32
MaxRequestWorkers 128
KeepAliveTimeout 30
MaxKeepAliveRequests 0
LogFormat "%>s %u" brief
CustomLog ${accessLog} brief
Listen 127.0.0.1:${http}
Listen 127.0.0.1:${https}
<VirtualHost 127.0.0.1:${https}>
  SSLEngine on
  SSLCertificateFile ${folder.write('server.pem', certificate)}
  SSLCertificateKeyFile ${folder.write('server.key', privateKey)}
  CustomLog ${accessLog} brief
</VirtualHost>
ProxyPreserveHost On
ProxyPass / ${upstreamOf(target)}/ retry=0
<Location />
${access}
</Location>
`,
    );
    const stop = await startService({
      program: 'apache2',
      args: ['-D', 'FOREGROUND', '-f', configuration],
      env,
      ports: [http, https],
      log: () => (existsSync(errorLog) ? readFileSync(errorLog, 'utf8') : ''),
    });
    return {
      deployments: behind(
        { http: `http://localhost:${http}`, https: `https://localhost:${https}` },
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
