import { existsSync, readFileSync } from 'node:fs';
import type { Target } from '../../harness/target/target.ts';
import { issueServer, makeAuthority } from './certificates.ts';
import { peerFolder, type PeerFolder } from './folder.ts';
import { behind, readAccessLog, upstreamOf, type Peer, type PeerRequest } from './peer.ts';
import { freePorts, startService } from './process.ts';

const moduleFolder = '/usr/lib/apache2/modules';
const commonModules = [
  'mpm_event',
  'authn_core',
  'authz_core',
  'authz_user',
  'proxy',
  'proxy_http',
];

export interface HttpdOptions {
  readonly folder: PeerFolder;
  /** Beside those that every peer has. */
  readonly modules: readonly string[];
  readonly directives: string;
  readonly ports: readonly number[];
  readonly env?: Readonly<Record<string, string>>;
}

/** An Apache httpd with its own configuration, which is removed with its folder. */
export interface Httpd {
  readonly requests: () => readonly PeerRequest[];
  readonly close: () => Promise<void>;
}

export async function startHttpd(options: HttpdOptions): Promise<Httpd> {
  const { folder, modules, directives, ports, env = {} } = options;
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
${[...commonModules, ...modules].map(name => `LoadModule ${name}_module ${moduleFolder}/mod_${name}.so`).join('\n')}
${process.getuid?.() === 0 ? 'User www-data\nGroup www-data' : ''}
StartServers 1
ThreadsPerChild 32
MaxRequestWorkers 128
KeepAliveTimeout 30
MaxKeepAliveRequests 0
LogFormat "%>s %u" brief
CustomLog ${accessLog} brief
${ports.map(port => `Listen 127.0.0.1:${port}`).join('\n')}
${directives}
`,
  );
  const stop = await startService({
    program: 'apache2',
    args: ['-D', 'FOREGROUND', '-f', configuration],
    env,
    ports,
    log: () => (existsSync(errorLog) ? readFileSync(errorLog, 'utf8') : ''),
  });
  return {
    requests: () => readAccessLog(accessLog),
    async close() {
      await stop();
      folder.remove();
    },
  };
}

export interface ApacheOptions {
  /** The reference server behind it. */
  readonly target: Pick<Target, 'deployments'>;
  readonly modules?: readonly string[];
  /** Directives of the location that everything lies in: who is let in, and how. */
  readonly access: string;
  /** Directives of the server as a whole. */
  readonly server?: string;
  /** Directives of the server that has HTTPS. */
  readonly tls?: (folder: PeerFolder) => string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts Apache httpd as a gateway, with HTTP and HTTPS. */
export async function startApache(options: ApacheOptions): Promise<Peer> {
  const { target, modules = [], access, server = '', tls, env = {} } = options;
  const folder = peerFolder();
  try {
    const authority = await makeAuthority('Assay peer authority');
    const { certificate, privateKey } = await issueServer(authority);
    const [http = 0, https = 0] = await freePorts(2);
    const httpd = await startHttpd({
      folder,
      modules: ['socache_shmcb', 'ssl', ...modules],
      ports: [http, https],
      env,
      directives: `
${server}
<VirtualHost 127.0.0.1:${https}>
  SSLEngine on
  SSLCertificateFile ${folder.write('server.pem', certificate)}
  SSLCertificateKeyFile ${folder.write('server.key', privateKey)}
  ${tls?.(folder) ?? ''}
</VirtualHost>
ProxyPreserveHost On
ProxyPass / ${upstreamOf(target)}/ retry=0
<Location />
${access}
</Location>`,
    });
    return {
      ...httpd,
      deployments: behind(
        { http: `http://localhost:${http}`, https: `https://localhost:${https}` },
        target.deployments,
      ),
      ca: authority.certificate,
    };
  } catch (error) {
    folder.remove();
    throw error;
  }
}
