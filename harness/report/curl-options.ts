import type { SecretSource } from '../target/secret.ts';
import type { Access, Authentication, Proxy } from '../transport/access.ts';
import type { TlsVersion, WireTls } from '../transport/wire.ts';

/** How a request was sent, as far as a person who sends it again has to know. */
export type SentBy = Partial<Pick<Access, 'authentication' | 'proxy' | 'tls'>>;

/** An argument in single quotes, in which a POSIX shell expands nothing. */
export function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/**
 * The options of `curl` that authenticate as the harness does, each for a line of a POSIX shell
 * script. Where a secret is needed stands the place that the target gives for it, so that the script
 * runs where the target can be used, and holds no secret. Certificates are files that the target
 * names; the script asks for these in variables.
 */
export function curlOptions({ authentication, proxy, tls }: SentBy): readonly string[] {
  return [
    ...(authentication === undefined ? [] : optionsOf(authentication)),
    ...(proxy === undefined ? [] : proxyOptions(proxy)),
    ...(tls === undefined ? [] : tlsOptions(tls)),
  ];
}

/** The headers that the harness adds on the wire, their secrets removed: by name and value. */
export function addedHeaders({ authentication }: SentBy): readonly (readonly [string, string])[] {
  if (authentication === undefined) return [];
  if (authentication.type !== 'headers') return [['authorization', '[redacted]']];
  return Object.entries(authentication.headers).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : '[redacted]',
  ]);
}

function optionsOf(authentication: Authentication): readonly string[] {
  switch (authentication.type) {
    case 'basic':
      return [`--user ${quote(`${authentication.user}:`)}${secret(authentication.password)}`];
    case 'bearer':
      return [`--header ${quote('authorization: Bearer ')}${secret(authentication.token)}`];
    case 'headers':
      return Object.entries(authentication.headers).map(([name, value]) =>
        typeof value === 'string'
          ? `--header ${quote(`${name}: ${value}`)}`
          : `--header ${quote(`${name}: `)}${secret(value)}`,
      );
    case 'ntlm': {
      const { domain, user, password } = authentication;
      const account = domain === undefined ? user : `${domain}\\${user}`;
      return ['--ntlm', `--user ${quote(`${account}:`)}${secret(password)}`];
    }
    case 'negotiate':
      return ['--negotiate', `--user ${quote(':')}`];
  }
}

function proxyOptions({ url, user, password }: Proxy): readonly string[] {
  const account = user === undefined ? [] : [`--proxy-user ${quote(`${user}:`)}`];
  const given = password === undefined ? '' : secret(password);
  return [`--proxy ${quote(url)}`, ...account.map(option => `${option}${given}`)];
}

const versionOptions: Readonly<Record<TlsVersion, string>> = {
  TLSv1: '--tlsv1.0',
  'TLSv1.1': '--tlsv1.1',
  'TLSv1.2': '--tlsv1.2',
  'TLSv1.3': '--tlsv1.3',
};

function tlsOptions({
  ca,
  insecure,
  minimumVersion,
  clientCertificate,
}: WireTls): readonly string[] {
  return [
    ...(insecure === true ? ['--insecure'] : []),
    ...(ca !== undefined && insecure !== true ? [`--cacert ${file('ASSAY_CA', 'tls.ca')}`] : []),
    ...(minimumVersion === undefined ? [] : [versionOptions[minimumVersion]]),
    ...(clientCertificate === undefined ? [] : certificateOptions(clientCertificate)),
  ];
}

function certificateOptions({
  key,
  passphrase,
}: NonNullable<WireTls['clientCertificate']>): readonly string[] {
  const keyFile =
    'file' in key ? quote(key.file) : file('ASSAY_KEY', `a file with what ${key.env} holds`);
  return [
    `--cert ${file('ASSAY_CERTIFICATE', 'tls.clientCertificate.certificate')}`,
    `--key ${keyFile}`,
    ...(passphrase === undefined ? [] : [`--pass ${secret(passphrase)}`]),
  ];
}

/** What the shell puts in place of a secret; without it, it stops and names the variable. */
function secret(source: SecretSource): string {
  if ('file' in source) return `"$(cat ${quote(source.file)})"`;
  return /^[A-Za-z_]\w*$/.test(source.env)
    ? `"\${${source.env}:?}"`
    : `"$(printenv ${quote(source.env)})"`;
}

/** A file that the target names and the run does not: asked for by a variable. */
function file(variable: string, what: string): string {
  return `"\${${variable}:?set it to ${what} of the target file}"`;
}
