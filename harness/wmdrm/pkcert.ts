import { WmdrmError } from './error.ts';
import { publicKeyBytes } from './primitives/ecc1.ts';
import {
  isSignedBy,
  signatureBytes,
  signText,
  type SignatureForm,
} from './primitives/signature.ts';
import type { AssumptionChoices } from './wmdrm-assumptions.ts';

/** Bytes of a PK, which are forced by those of PKCERT, and of a PKCERT (MS-DRM 2.2.1.4, 2.2.1.5). */
export const pkBytes = 44;
export const pkcertBytes = pkBytes + signatureBytes;

/** A machine certificate, taken apart (MS-DRM 2.2.1.5). */
export interface Pkcert {
  /** PK: what is signed. */
  readonly pk: Uint8Array;
  /** The signature of KC. */
  readonly sign: Uint8Array;
}

type PkLayout = Pick<AssumptionChoices, 'pk-layout'>;

/** Takes a PKCERT apart. @throws WmdrmError for another length than 84 bytes */
export function readPkcert(bytes: Uint8Array): Pkcert {
  if (bytes.length !== pkcertBytes)
    throw new WmdrmError(`Expected a PKCERT of ${pkcertBytes} bytes; it has ${bytes.length}.`);
  return { pk: bytes.subarray(0, pkBytes), sign: bytes.subarray(pkBytes) };
}

/** The PUBKEY in a PK. */
export function publicKeyOf(
  { pk }: Pick<Pkcert, 'pk'>,
  { 'pk-layout': layout }: PkLayout,
): Uint8Array {
  return layout === 'version-last'
    ? pk.subarray(0, publicKeyBytes)
    : pk.subarray(pkBytes - publicKeyBytes);
}

/**
 * Certifies a machine's key.
 *
 * @param version - 4 bytes, whose value is not public
 * @param issuer - KCpriv
 */
export function writePkcert(
  publicKey: Uint8Array,
  version: Uint8Array,
  issuer: bigint,
  assumed: PkLayout & SignatureForm,
): Uint8Array {
  const parts =
    assumed['pk-layout'] === 'version-last' ? [publicKey, version] : [version, publicKey];
  const pk = Buffer.concat(parts);
  return new Uint8Array(Buffer.concat([pk, signText(pk, issuer, assumed)]));
}

/** Whether KC signed a certificate (MS-DRM 2.2.3.1.3.4). */
export function isCertifiedBy(
  { pk, sign }: Pkcert,
  issuer: Uint8Array,
  form: SignatureForm,
): boolean {
  return isSignedBy(pk, sign, issuer, form);
}
