import type { AssumptionChoices } from './wmdrm-assumptions.ts';

/** Standard base64, or with one of the usual stand-ins for its last two characters. */
const form = /^[A-Za-z0-9+/!*_-]+={0,2}$/;

/** What stands for `+` and `/`. */
const lastTwo: Readonly<Record<AssumptionChoices['base64-alphabet'], readonly [string, string]>> = {
  standard: ['+', '/'],
  'exclamation-asterisk': ['!', '*'],
  url: ['-', '_'],
};

/**
 * Decodes the base64 of a message of MS-DRM or MS-DRMCD. It is that of MS-DRM 2.2.1.1, whose alphabet
 * is not public; so besides the standard one those are taken that other formats use where `+` and `/`
 * do harm. White space is ignored, and so is missing padding.
 *
 * @returns undefined for anything else
 */
export function decodeMessageBase64(text: string): Uint8Array | undefined {
  const compact = text.replace(/[\s\0]+/g, '');
  if (!form.test(compact) || compact.replace(/=+$/, '').length % 4 === 1) return undefined;
  const standard = compact.replace(/[-!]/g, '+').replace(/[_*]/g, '/');
  return new Uint8Array(Buffer.from(standard, 'base64'));
}

/** Encodes bytes in one of the alphabets that MS-DRM 2.2.1.1 may mean, padded, on one line. */
export function encodeMessageBase64(
  bytes: Uint8Array,
  alphabet: AssumptionChoices['base64-alphabet'],
): string {
  const [plus, slash] = lastTwo[alphabet];
  return Buffer.from(bytes).toString('base64').replaceAll('+', plus).replaceAll('/', slash);
}
