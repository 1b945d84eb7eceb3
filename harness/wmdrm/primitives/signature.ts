import { ecdsa, type ECDSA } from '@noble/curves/abstract/weierstrass';
import { md5, sha1 } from '@noble/hashes/legacy';
import { sha256 } from '@noble/hashes/sha2';
import type { AssumptionChoices } from '../wmdrm-assumptions.ts';
import {
  coordinateBytes,
  ecc1,
  Ecc1Point,
  isOnCurve,
  readLittleEndian,
  readPoint,
  writeLittleEndian,
} from './ecc1.ts';

/** What is assumed of signatures. */
export type SignatureForm = Pick<AssumptionChoices, 'signature-hash' | 'signature-encoding'>;

/** Bytes of a signature: r and s (MS-DRM 2.2.1.5). */
export const signatureBytes = 2 * coordinateBytes;

const options = { lowS: false };
const schemes: Readonly<Record<AssumptionChoices['signature-hash'], ECDSA>> = {
  sha1: ecdsa(Ecc1Point, sha1, options),
  sha256: ecdsa(Ecc1Point, sha256, options),
  md5: ecdsa(Ecc1Point, md5, options),
};

/** Signs with ECDSA over ECC1: `[text]K` of MS-DRM 1.3, 40 bytes. */
export function signText(text: Uint8Array, privateKey: bigint, form: SignatureForm): Uint8Array {
  const key = writeLittleEndian(privateKey).toReversed();
  const { r, s } = schemes[form['signature-hash']].sign(text, key, { ...options, prehash: true });
  return Uint8Array.from([r, s].flatMap(part => [...turned(writeLittleEndian(part), form)]));
}

/** Whether 40 bytes are the signature of a text by the owner of a PUBKEY; false for whatever else. */
export function isSignedBy(
  text: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
  form: SignatureForm,
): boolean {
  if (signature.length !== signatureBytes || !isOnCurve(publicKey)) return false;
  const parts = [signature.subarray(0, coordinateBytes), signature.subarray(coordinateBytes)].map(
    part => readLittleEndian(turned(part, form)),
  );
  if (parts.some(part => part < 1n || part >= ecc1.n)) return false;
  const compact = Uint8Array.from(parts.flatMap(part => [...writeLittleEndian(part).toReversed()]));
  const point = readPoint(publicKey).toBytes(false);
  return schemes[form['signature-hash']].verify(compact, text, point, {
    ...options,
    prehash: true,
    format: 'compact',
  });
}

/** Every way to read a signature that the harness knows, the assumed one first. */
export function signatureForms(first: SignatureForm): readonly SignatureForm[] {
  const all = (['sha1', 'sha256', 'md5'] as const).flatMap(hash =>
    (['little-endian', 'big-endian'] as const).map(encoding => ({
      'signature-hash': hash,
      'signature-encoding': encoding,
    })),
  );
  const isFirst = (form: SignatureForm): boolean =>
    form['signature-hash'] === first['signature-hash'] &&
    form['signature-encoding'] === first['signature-encoding'];
  return [first, ...all.filter(form => !isFirst(form))];
}

function turned(part: Uint8Array, form: SignatureForm): Uint8Array {
  return form['signature-encoding'] === 'little-endian' ? part : part.toReversed();
}
