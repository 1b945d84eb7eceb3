import { generate, type SelfsignedOptions } from 'selfsigned';

/** A certificate and its key; both PEM. */
export interface CertificateAndKey {
  readonly certificate: string;
  readonly privateKey: string;
}

const day = 24 * 60 * 60 * 1000;

/** An authority that nobody knows; give it to a client to make it trusted. */
export function makeAuthority(name: string): Promise<CertificateAndKey> {
  return make(name, {
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
}

/** A certificate for a server on loopback. */
export function issueServer(authority: CertificateAndKey): Promise<CertificateAndKey> {
  return make('localhost', {
    ca: { cert: authority.certificate, key: authority.privateKey },
    extensions: [
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
}

/** A certificate for a client. */
export function issueClient(
  authority: CertificateAndKey,
  name: string,
): Promise<CertificateAndKey> {
  return make(name, {
    ca: { cert: authority.certificate, key: authority.privateKey },
    extensions: [{ name: 'extKeyUsage', clientAuth: true }],
  });
}

async function make(commonName: string, options: SelfsignedOptions): Promise<CertificateAndKey> {
  const notBeforeDate = new Date(Date.now() - day);
  const { cert, private: privateKey } = await generate(
    [{ name: 'commonName', value: commonName }],
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate,
      notAfterDate: new Date(notBeforeDate.getTime() + 30 * day),
      ...options,
    },
  );
  return { certificate: cert, privateKey };
}
