/** A date as a secure-clock message writes it. */
export interface MessageTime {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** What about its form is not ISO 8601, or was assumed; to be told, not judged. */
  readonly remarks: readonly string[];
}

/** Characters of a date that are looked at. */
const longest = 64;

const form =
  /^(#?)\s*(\d{4})(-?)(\d{2})\3(\d{2})([T ])(\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s?(Z|GMT|UTC|[+-]\d{2}(?::?\d{2})?)?\s*(#?)$/i;

/**
 * Reads the date of a secure-clock message: ISO 8601, basic or extended (MS-DRMCD 2.2.2.5.2); also with
 * a blank for the `T` and between number signs, as WMDRM licenses write dates. Without a zone it is GMT.
 *
 * @returns undefined for anything else, and for a date that no calendar has
 */
export function readMessageTime(text: string): MessageTime | undefined {
  const match = text.length > longest ? null : form.exec(text.trim());
  if (match === null) return undefined;
  const [, opening, year, , month, day, separator, hour, minute, second = '0', fraction = '0'] =
    match;
  const [zone, closing] = [match[11], match[12]];
  if (opening !== closing) return undefined;
  const numbers = [year, month, day, hour, minute, second].map(Number);
  const [y = 0, mo = 0, d = 0, h = 0, mi = 0, s = 0] = numbers;
  // 23:59:60 is a second that leaps; 60 is 0 of the next minute to every computer.
  if (h > 23 || mi > 59 || s > 60) return undefined;
  const date = Date.UTC(y, mo - 1, d, h, mi, s);
  const calendar = new Date(Date.UTC(y, mo - 1, d));
  if (calendar.getUTCMonth() !== mo - 1 || calendar.getUTCDate() !== d) return undefined;
  const offset = offsetOf(zone);
  if (offset === undefined) return undefined;
  return {
    at: date + Math.round(Number(`0.${fraction}`) * 1000) - offset,
    remarks: [
      ...(opening === '#' ? ['stands between number signs'] : []),
      ...(separator === ' ' ? ['has a blank in place of the T'] : []),
      ...(zone === undefined ? ['has no zone and was taken for GMT'] : []),
      ...(zone !== undefined && /^[a-z]{3}$/i.test(zone) ? ['spells its zone in letters'] : []),
    ],
  };
}

/** Milliseconds by which a zone is ahead of GMT. */
function offsetOf(zone = 'Z'): number | undefined {
  const [, sign, hours = '0', minutes = '0'] = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
  if (sign === undefined) return 0;
  if (Number(hours) > 23 || Number(minutes) > 59) return undefined;
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
}
