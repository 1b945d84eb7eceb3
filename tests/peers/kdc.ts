import { execFile } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { peerFolder } from './folder.ts';
import { freePorts, startService, toolEnvironment } from './process.ts';

const run = promisify(execFile);
const minute = 60_000;

/** A key distribution centre for one realm. */
export interface Kdc {
  readonly realm: string;
  /** What a program needs in its environment to use the realm; it holds no credentials. */
  readonly environment: Readonly<Record<string, string>>;
  /** Makes a principal with this password. */
  readonly addUser: (name: string, password: string) => Promise<void>;
  /** Makes a service with a random key, and returns the file with that key. */
  readonly addService: (name: string) => Promise<string>;
  /**
   * What kinit with this password leaves: the credential cache, as KRB5CCNAME names it.
   *
   * @throws Error with what kinit said when the KDC refuses
   */
  readonly logIn: (name: string, password: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

/** Starts MIT's KDC on loopback with a database of its own. */
export async function startKdc(realm = 'ASSAY.TEST'): Promise<Kdc> {
  const folder = peerFolder();
  try {
    const [port = 0] = await freePorts(1);
    const log = folder.at('kdc.log');
    const clientEnvironment = { KRB5_CONFIG: folder.write('krb5.conf', krb5Conf(realm, port)) };
    const environment = {
      ...clientEnvironment,
      KRB5_KDC_PROFILE: folder.write('kdc.conf', kdcConf(realm, port, folder.path)),
    };
    const tool = async (program: string, args: readonly string[], input = ''): Promise<void> => {
      const running = run(program, args, {
        env: { ...toolEnvironment(), ...environment },
        timeout: minute,
      });
      running.child.stdin?.end(input);
      await running;
    };
    const admin = (query: string): Promise<void> =>
      tool('kadmin.local', ['-r', realm, '-q', query]);
    await tool('kdb5_util', ['-r', realm, 'create', '-s', '-P', 'of this test alone']);
    const stop = await startService({
      program: 'krb5kdc',
      args: ['-n', '-r', realm, '-P', folder.at('kdc.pid')],
      env: environment,
      ports: [port],
      log: () => (existsSync(log) ? readFileSync(log, 'utf8') : ''),
    });
    return {
      realm,
      environment: clientEnvironment,
      addUser: (name, password) => admin(`addprinc -pw ${password} ${name}`),
      async addService(name) {
        const keys = folder.at(`${name.replace('/', '-')}.keytab`);
        await admin(`addprinc -randkey ${name}`);
        await admin(`ktadd -k ${keys} ${name}`);
        chmodSync(keys, 0o644);
        return keys;
      },
      async logIn(name, password) {
        const cache = `FILE:${folder.at(`${name}.cache`)}`;
        await tool('kinit', ['-c', cache, `${name}@${realm}`], `${password}\n`);
        return cache;
      },
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

/** TCP alone: a limit of one byte makes every request too large for UDP. */
function krb5Conf(realm: string, port: number): string {
  return `[libdefaults]
  default_realm = ${realm}
  dns_lookup_kdc = false
  dns_lookup_realm = false
  dns_canonicalize_hostname = false
  rdns = false
  udp_preference_limit = 1
[realms]
  ${realm} = {
    kdc = 127.0.0.1:${port}
  }
[domain_realm]
  localhost = ${realm}
`;
}

function kdcConf(realm: string, port: number, folder: string): string {
  return `[kdcdefaults]
  kdc_listen = 127.0.0.1:${port}
  kdc_tcp_listen = 127.0.0.1:${port}
[realms]
  ${realm} = {
    database_name = ${folder}/principal
    acl_file = ${folder}/kadm5.acl
    key_stash_file = ${folder}/stash
    max_life = 1h
  }
[logging]
  kdc = FILE:${folder}/kdc.log
  admin_server = FILE:${folder}/kadmin.log
`;
}
