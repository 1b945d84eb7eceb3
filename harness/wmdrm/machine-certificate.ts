import { generateKeyPairSync } from 'node:crypto';

/** The namespace and the version of a certificate collection (MS-DRM 3.2.5.3). */
export const certificateNamespace = 'http://schemas.microsoft.com/DRM/2004/02/cert';
export const certificateVersion = '2.0';

/** The exponent of 65537 in base64, the only one that is allowed (MS-DRM 3.2.5.3). */
export const certificateExponent = 'AQAB';

let modulus: string | undefined;

/**
 * Writes the certificate collection of a version 11 client (MS-DRM 2.2.4.1.1) with one certificate, which
 * nobody signed: 3.2.5.3 has the server look at its form.
 */
export function writeMachineCertificate(): string {
  modulus ??= newModulus();
  const key = `<KeyValue><RSAKeyValue><Modulus>${modulus}</Modulus><Exponent>${certificateExponent}</Exponent></RSAKeyValue></KeyValue>`;
  const data = `<c:Data><c:SecurityLevel>2000</c:SecurityLevel><c:PublicKey>${key}</c:PublicKey></c:Data>`;
  return `<c:CertificateCollection xmlns:c="${certificateNamespace}" c:Version="${certificateVersion}"><c:Certificate>${data}</c:Certificate></c:CertificateCollection>`;
}

function newModulus(): string {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  return Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url').toString('base64');
}
