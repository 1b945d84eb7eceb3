import { includesBytes, maxBytes, viewOf } from './binary-objects.ts';
import { objectTypes, readCertificate, type Certificate } from './certificate.ts';
import { PlayReadyError } from './error.ts';
import { verifyP256 } from './p256.ts';

/** A chain of certificates, the leaf first (PlayReady-facts 1.5). */
export interface CertificateChain {
  readonly version: number;
  readonly flags: number;
  /** At least one. */
  readonly certificates: readonly [Certificate, ...Certificate[]];
}

/** Whether a chain holds. */
export type ChainVerdict =
  { readonly valid: true } | { readonly valid: false; readonly reason: string };

/** What is wrong with one certificate of a chain. */
export interface ChainDefect {
  /**
   * `form`: it has no signature of the known form; `issuer`: its issuer key is none of the next
   * certificate's; `signature`: it is not right for that key.
   */
  readonly rule: 'form' | 'issuer' | 'signature';
  readonly reason: string;
}

const chainHeader = 20;
const certificateHeader = 16;

/**
 * Reads a certificate chain: "CHAI", u32 version, u32 total length, u32 flags, u32 count, then the
 * certificates, which fill the rest; integers big-endian (PlayReady-facts 1.5). Only magic and lengths
 * are demanded: version, flags and types of objects are not public enough to be judged.
 *
 * @param bytes - what SigningCertificateChain or MeterCert holds, decoded from base64
 * @throws PlayReadyError, and nothing else, for whatever the bytes are
 */
export function readCertificateChain(bytes: Uint8Array): CertificateChain {
  if (bytes.length > maxBytes)
    throw new PlayReadyError(
      `Expected a certificate chain of at most ${maxBytes} bytes; it has ${bytes.length}.`,
    );
  demandMagic(bytes, 0, 'CHAI', chainHeader);
  const view = viewOf(bytes);
  const total = view.getUint32(8);
  if (total !== bytes.length)
    throw new PlayReadyError(
      `Expected a certificate chain of ${total} bytes, as it says; it has ${bytes.length}.`,
    );
  const count = view.getUint32(16);
  const certificates: Certificate[] = [];
  for (let at = chainHeader; at < bytes.length;) {
    demandMagic(bytes, at, 'CERT', certificateHeader);
    const length = view.getUint32(at + 8);
    if (length < certificateHeader || length > bytes.length - at)
      throw new PlayReadyError(
        `Expected a certificate of ${certificateHeader} to ${bytes.length - at} bytes at offset ${at}; it says ${length}.`,
      );
    certificates.push(readCertificate(bytes.subarray(at, at + length)));
    at += length;
  }
  const [leaf, ...others] = certificates;
  if (leaf === undefined || certificates.length !== count)
    throw new PlayReadyError(
      `Expected ${count} certificates, as the chain says, and at least one; there are ${certificates.length}.`,
    );
  return { version: view.getUint32(4), flags: view.getUint32(12), certificates: [leaf, ...others] };
}

/**
 * Verifies a chain in itself (PlayReady-facts 1.5): every certificate is signed with the issuer key that
 * it names, and that key is one of the next certificate. The last one's issuer is not in the chain;
 * whether its key is trusted is for the caller, who finds it as the last certificate's `issuerKey`.
 */
export function verifyCertificateChain(chain: CertificateChain): ChainVerdict {
  const [defect] = chainDefects(chain);
  return defect === undefined ? { valid: true } : { valid: false, reason: defect.reason };
}

/** All that `verifyCertificateChain` finds wrong, from the leaf on. */
export function chainDefects({ certificates }: CertificateChain): readonly ChainDefect[] {
  return certificates.flatMap((certificate, index) =>
    defectsOf(certificate, certificates[index + 1]).map(({ rule, reason }) => ({
      rule,
      reason: `Certificate ${index + 1} of ${certificates.length}: ${reason}`,
    })),
  );
}

function defectsOf(
  certificate: Certificate,
  issuer: Certificate | undefined,
): readonly ChainDefect[] {
  const { signedBytes, signature, issuerKey } = certificate;
  if (signature === undefined || issuerKey === undefined)
    return [
      {
        rule: 'form',
        reason: 'Expected a signature of 64 bytes and the issuer key; there is none of that form.',
      },
    ];
  // The whole body is searched, so that key info of another layout is no reason to fail.
  const named = issuer?.objects.some(
    ({ type, body }) => type === objectTypes.keyInfo && includesBytes(body, issuerKey),
  );
  const stranger = 'Expected its issuer key among the keys of the next certificate; it is not.';
  const wrong = signatureDefect(signedBytes, signature, issuerKey);
  return [
    ...(named === false ? [{ rule: 'issuer', reason: stranger } as const] : []),
    ...(wrong === undefined ? [] : [{ rule: 'signature', reason: wrong } as const]),
  ];
}

function signatureDefect(
  signedBytes: Uint8Array,
  signature: Uint8Array,
  issuerKey: Uint8Array,
): string | undefined {
  try {
    if (verifyP256(signedBytes, signature, issuerKey)) return undefined;
  } catch (error) {
    if (error instanceof PlayReadyError) return error.message;
    throw error;
  }
  return 'Expected its signature to be right for the issuer key; it is not.';
}

function demandMagic(bytes: Uint8Array, at: number, magic: string, header: number): void {
  const room = bytes.length - at;
  if (room < header)
    throw new PlayReadyError(
      `Expected "${magic}" and a header of ${header} bytes at offset ${at}; ${room} bytes are left.`,
    );
  const found = Buffer.from(bytes.subarray(at, at + 4));
  if (found.toString('latin1') !== magic)
    throw new PlayReadyError(
      `Expected "${magic}" at offset ${at}; there is ${found.toString('hex')}.`,
    );
}
