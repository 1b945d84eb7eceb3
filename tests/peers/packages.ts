import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findTool } from '../../harness/tools/find-tool.ts';
import { toolEnvironment } from './process.ts';

const library = '/usr/lib/apache2/modules';

/** Debian's packages with the peers, and the program or file that each is known by; `*` is a folder. */
const knownBy: Readonly<Record<string, string>> = {
  apache2: 'apache2',
  'libapache2-mod-auth-gssapi': `${library}/mod_auth_gssapi.so`,
  'gss-ntlmssp': '/usr/lib/*/gssntlmssp/gssntlmssp.so',
  'krb5-kdc': 'krb5kdc',
  'krb5-admin-server': 'kadmin.local',
  'krb5-user': 'kinit',
  'nginx-light': 'nginx',
  'libkrb5-dev': '/usr/include/gssapi/gssapi.h',
};

/** Those of these packages that are not installed; of all that any peer needs unless named. */
export function missingPackages(
  names: readonly string[] = Object.keys(knownBy),
): readonly string[] {
  return names.filter(name => {
    const sign = knownBy[name] ?? name;
    return sign.startsWith('/')
      ? !isThere(sign)
      : findTool([sign], toolEnvironment()) === undefined;
  });
}

function isThere(file: string): boolean {
  const [folder = '', rest] = file.split('/*/');
  if (rest === undefined) return existsSync(file);
  return (
    existsSync(folder) && readdirSync(folder).some(name => existsSync(join(folder, name, rest)))
  );
}

export const apachePackages = ['apache2'];
export const ntlmPackages = [...apachePackages, 'libapache2-mod-auth-gssapi', 'gss-ntlmssp'];
export const negotiatePackages = [
  ...apachePackages,
  'libapache2-mod-auth-gssapi',
  'krb5-kdc',
  'krb5-admin-server',
  'krb5-user',
  'libkrb5-dev',
];
export const nginxPackages = ['nginx-light'];

/** What is said where these packages are not installed. */
export function lacking(packages: readonly string[]): string {
  return `Peers from Debian's packages are needed here, and these are not installed: ${packages.join(' ')}. Install them with: apt-get install --no-install-recommends ${packages.join(' ')}`;
}
