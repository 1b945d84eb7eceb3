import { XrmlError } from './xrml-error.ts';

/** A half-closed period: `from` belongs to it, `until` does not (MS-RMPR 2.2.9.1.2, 2.2.9.1.3). */
export interface Period {
  readonly from: Date;
  readonly until: Date;
}

/** Whether an instant lies in a half-closed period. */
export function contains(period: Period, at: Date): boolean {
  return period.from <= at && at < period.until;
}

/** A time as genuine certificates write it: UTC, to the minute, `2010-06-11T20:46` (MS-RMPR 4.5). */
export function formatTime(time: Date): string {
  return time.toISOString().slice(0, 16);
}

/**
 * Reads a time in UTC; seconds and a final `Z` may be there.
 *
 * @throws XrmlError when the text is no such time.
 */
export function parseTime(text: string): Date {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d{1,7})?)?Z?$/.exec(text);
  const time = new Date(`${match?.[1] ?? ''}${match?.[2] ?? ':00'}Z`);
  if (match === null || Number.isNaN(time.getTime()) || formatTime(time) !== match[1])
    throw new XrmlError(`A time in UTC like 2010-06-11T20:46 was expected, not "${text}".`);
  return time;
}
