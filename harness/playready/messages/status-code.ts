import { statusCodes, type KnownStatusCode } from './status-codes.ts';

/** A status code as a fault holds it. */
export interface StatusCode {
  readonly text: string;
  /** Unsigned, 32 bits. */
  readonly code: number;
  /**
   * How its letters are written; `none` when it has digits only. Lower case is the safe form: a
   * deployed client compares with case (PlayReady-facts 3.1).
   */
  readonly letters: 'lower' | 'upper' | 'mixed' | 'none';
}

/**
 * Parses a StatusCode: `0x` and exactly 8 hexadecimal digits, in either case (PlayReady-facts 3.1);
 * undefined for anything else, white space included.
 */
export function parseStatusCode(text: string): StatusCode | undefined {
  const digits = /^0[xX]([0-9A-Fa-f]{8})$/.exec(text)?.[1];
  if (digits === undefined) return undefined;
  const hasLower = /[a-f]/.test(digits);
  const hasUpper = /[A-F]/.test(digits);
  const letters = hasLower && hasUpper ? 'mixed' : hasLower ? 'lower' : hasUpper ? 'upper' : 'none';
  return { text, code: Number.parseInt(digits, 16), letters };
}

/** Writes a status code in the form that Microsoft's servers use: `0x8004c065`. */
export function formatStatusCode(code: number): string {
  return `0x${code.toString(16).padStart(8, '0')}`;
}

/**
 * What is public about a status code (PlayReady-facts 3.4, 3.5): `known` has a name; the ranges are
 * those of server protocol errors (C600 to C67F), of DRM services (C680 to C6FF) and of license
 * acquisition on the client (C700 to C77F), for codes without a public name; `outside` is the rest.
 */
export type StatusCodeClass =
  | { readonly kind: 'known'; readonly known: KnownStatusCode }
  | { readonly kind: 'server-range' | 'services-range' | 'client-range' | 'outside' };

/** Classifies a status code (PlayReady-facts 3.4, 3.5). */
export function classifyStatusCode(code: number): StatusCodeClass {
  const known = statusCodes.find(candidate => candidate.code === code);
  if (known !== undefined) return { kind: 'known', known };
  if (code >= 0x8004c600 && code <= 0x8004c67f) return { kind: 'server-range' };
  if (code >= 0x8004c680 && code <= 0x8004c6ff) return { kind: 'services-range' };
  if (code >= 0x8004c700 && code <= 0x8004c77f) return { kind: 'client-range' };
  return { kind: 'outside' };
}
