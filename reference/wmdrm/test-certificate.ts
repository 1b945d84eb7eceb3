import { signText, type SignatureForm } from '../../harness/wmdrm/primitives/signature.ts';

/** What a certificate of ours says. */
export interface CertificateData {
  /** PUBKEY. */
  readonly publicKey: Uint8Array;
  readonly serialNumber: number;
  readonly issuer: number;
  readonly subject: number;
}

/** The last day of 2039: century, year, month, day (MS-DRM 2.2.2.3.2). */
const expiryDate = Uint8Array.of(20, 39, 12, 31);

/**
 * Writes CERTDATA, 56 bytes (MS-DRM 2.2.2.3.2), and behind it the signature of 40. The layout of CERT is
 * not public, so this is ours; its numbers are little-endian.
 *
 * @param signer - private key of ECC1
 */
export function writeTestCertificate(
  { publicKey, serialNumber, issuer, subject }: CertificateData,
  signer: bigint,
  form: SignatureForm,
): Uint8Array {
  const numbers = Buffer.alloc(12);
  for (const [index, value] of [serialNumber, issuer, subject].entries())
    numbers.writeUInt32LE(value, 4 * index);
  const data = Buffer.concat([publicKey, expiryDate, numbers]);
  return new Uint8Array(Buffer.concat([data, signText(data, signer, form)]));
}
