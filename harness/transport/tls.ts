import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import {
  createSecureContext,
  rootCertificates,
  type ConnectionOptions,
  type SecureContext,
  type SecureContextOptions,
} from 'node:tls';
import { readSecret } from '../target/secret.ts';
import { UserError } from '../user-error.ts';
import type { ClientCertificate, WireTls } from './wire.ts';

/** The options of a TLS connection to a host. */
export type TlsTo = (host: string) => ConnectionOptions;

/**
 * Prepares the TLS choices of a target for its connections, and reads the client's private key: in
 * this process only, for nothing that is written down.
 *
 * @throws UserError for a certificate or key that is none, and one that doesn't belong to the other
 */
export function prepareTls(tls: WireTls): TlsTo {
  const { ca, minimumVersion, clientCertificate } = tls;
  if (ca !== undefined)
    checkPem(ca, 'the CA file', 'pass the file that begins with "-----BEGIN CERTIFICATE-----"');
  const own: SecureContextOptions = {
    ...(ca !== undefined && { ca }),
    ...(minimumVersion !== undefined && { minVersion: minimumVersion }),
    // OpenSSL 3 speaks the versions below 1.2 at its lowest level of security alone.
    ...((minimumVersion === 'TLSv1' || minimumVersion === 'TLSv1.1') && {
      ciphers: 'DEFAULT:@SECLEVEL=0',
    }),
    ...(clientCertificate !== undefined && readClientCertificate(clientCertificate)),
  };
  const secureContext = Object.keys(own).length === 0 ? undefined : contextOf(own);
  return host => ({
    servername: tls.serverName ?? (isIP(host) === 0 ? host : ''),
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: tls.insecure !== true,
    ...(secureContext !== undefined && { secureContext }),
  });
}

let last: { readonly key: string; readonly context: SecureContext } | undefined;

/**
 * A CA of the target's own comes beside the public ones. Reading all of those takes a hundred times
 * as long as a request, so the context is kept for the next transport.
 */
function contextOf(own: SecureContextOptions): SecureContext {
  const key = JSON.stringify(own);
  if (last?.key !== key) {
    const { ca, ...others } = own;
    const trusted = typeof ca === 'string' ? { ca: [...rootCertificates, ca] } : {};
    last = { key, context: createContext({ ...others, ...trusted }) };
  }
  return last.context;
}

/** What OpenSSL says of a key names no part of it. */
function createContext(options: SecureContextOptions): SecureContext {
  try {
    return createSecureContext(options);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `Expected a private key in PEM that belongs to the client certificate; it does not serve (${reason}): check tls.clientCertificate of the target, and its passphrase.`,
    );
  }
}

function readClientCertificate({
  certificate,
  key,
  passphrase,
}: ClientCertificate): SecureContextOptions {
  checkPem(certificate, 'the client certificate', 'name a file in PEM, not in DER or PKCS #12');
  return {
    cert: certificate,
    key: readSecret(key, 'the private key of the client certificate'),
    ...(passphrase !== undefined && {
      passphrase: readSecret(passphrase, 'the passphrase of the private key'),
    }),
  };
}

function checkPem(pem: string, what: string, hint: string): void {
  try {
    new X509Certificate(pem);
  } catch {
    throw new UserError(`Expected a certificate in PEM in ${what}; it holds none: ${hint}.`);
  }
}
