import { readSecret, type SecretSource } from '../target/secret.ts';
import type { Access, Authentication } from './access.ts';
import { basic } from './authentication/fixed-headers.ts';

/**
 * The secrets by which a server is reached, for a redactor: as they are, and as the Basic scheme
 * sends them. They are read anew, in the process that calls.
 *
 * @throws UserError when one can't be had
 */
export function secretsOf({
  authentication,
  proxy,
  tls,
}: Partial<Pick<Access, 'authentication' | 'proxy' | 'tls'>>): readonly string[] {
  const passphrase = tls?.clientCertificate?.passphrase;
  return [
    ...(authentication === undefined ? [] : secretsOfAuthentication(authentication)),
    ...(proxy?.password === undefined
      ? []
      : ofBasic(proxy.user ?? '', proxy.password, 'the proxy')),
    ...(passphrase === undefined
      ? []
      : [readSecret(passphrase, 'the passphrase of the private key')]),
  ];
}

function secretsOfAuthentication(authentication: Authentication): readonly string[] {
  switch (authentication.type) {
    case 'basic': {
      const { user, password } = authentication;
      return ofBasic(user, password, user);
    }
    case 'bearer':
      return [readSecret(authentication.token, 'the bearer token')];
    case 'headers':
      return Object.entries(authentication.headers).flatMap(([name, value]) =>
        typeof value === 'string' ? [] : [readSecret(value, `the value of the header ${name}`)],
      );
    case 'ntlm':
      return [readSecret(authentication.password, `the password of ${authentication.user}`)];
    case 'negotiate':
      return [];
  }
}

function ofBasic(user: string, source: SecretSource, whose: string): readonly string[] {
  const password = readSecret(source, `the password of ${whose}`);
  return [password, basic(user, password).slice('Basic '.length)];
}
