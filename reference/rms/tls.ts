/** A certificate for loopback, and its key; both PEM. */
export interface ServerCertificate {
  readonly certificate: string;
  readonly privateKey: string;
}

let made: Promise<ServerCertificate> | undefined;

/**
 * Makes a self-signed certificate for `127.0.0.1` and `localhost`, valid from yesterday for a year
 * (UTC), on P-256 because an RSA key takes a noticeable time to make. It is its own issuer, so that
 * it can be given to a client as the authority to trust. All servers of one process show the same:
 * proving starts dozens.
 */
export function makeServerCertificate(): Promise<ServerCertificate> {
  made ??= make();
  return made;
}

async function make(): Promise<ServerCertificate> {
  const { generate } = await import('selfsigned');
  const day = 24 * 60 * 60 * 1000;
  const notBeforeDate = new Date(Date.now() - day);
  const { cert, private: privateKey } = await generate(
    [{ name: 'commonName', value: 'localhost' }],
    {
      keyType: 'ec',
      curve: 'P-256',
      algorithm: 'sha256',
      notBeforeDate,
      notAfterDate: new Date(notBeforeDate.getTime() + 365 * day),
      extensions: [
        { name: 'basicConstraints', cA: true, critical: true },
        { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
        { name: 'extKeyUsage', serverAuth: true },
        {
          name: 'subjectAltName',
          altNames: [
            { type: 2, value: 'localhost' },
            { type: 7, ip: '127.0.0.1' },
          ],
        },
      ],
    },
  );
  return { certificate: cert, privateKey };
}
