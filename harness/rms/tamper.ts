import type { SealedLicence } from './licences.ts';

/** A license that was damaged, and where. */
export interface Tampering {
  readonly what: string;
  readonly licence: SealedLicence;
}

const sealedValue = /(<ENABLINGBITS\b[^>]*>\s*<VALUE\b[^>]*>)([^<]*)(<\/VALUE>)/;

/**
 * Damages the ENABLINGBITS of a license so that nobody can get the content key out of it (MS-RMPR
 * 2.2.9.1.13): whoever answers with a key all the same has not looked. Whether the hash at the end is
 * compared, no sentence about AcquireContentKey says, so it is left alone.
 */
export function tamperings(licence: SealedLicence): readonly Tampering[] {
  const change = (what: string, edit: (bytes: Buffer) => Buffer): Tampering => ({
    what,
    licence: {
      ...licence,
      xml: licence.xml.replace(
        sealedValue,
        (_all, open: string, value: string, close: string) =>
          `${open}${edit(Buffer.from(value, 'base64')).toString('base64')}${close}`,
      ),
    },
  });
  return [
    change('ENABLINGBITS with a changed session key', bytes => flip(bytes, 16)),
    change('ENABLINGBITS that is cut off', bytes => bytes.subarray(0, rsaLength(bytes))),
  ];
}

function flip(bytes: Buffer, index: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[index] = (changed[index] ?? 0) ^ 0x40;
  return changed;
}

/** Bytes of the RSA part, told by the whole: mode 1 seals in 192 to 208 bytes, mode 2 in 336. */
function rsaLength(bytes: Buffer): number {
  return bytes.length > 256 ? 256 : 128;
}
