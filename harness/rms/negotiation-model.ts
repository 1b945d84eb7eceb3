import {
  compareDataVersions,
  largestPart,
  parseDataVersion,
  type DataVersion,
  type VersionRange,
} from './data-version.ts';

/** The two strings of a request's VersionData. */
export interface VersionRequest {
  readonly minimum: string;
  readonly maximum: string;
}

/**
 * What MS-RMSI says about a request's versions:
 *
 * - `accepted`: nothing in 3.1.4.1 refuses it;
 * - `refused`: it is refused, with one of `exceptions`;
 * - `malformed`: a value is no version number, so 3.1.4.2 has it refused (a SHOULD);
 * - `open`: no sentence decides, so nothing is judged.
 */
export interface Prediction {
  readonly outcome: 'accepted' | 'refused' | 'malformed' | 'open';
  readonly exceptions: readonly string[];
}

export const malformedException = 'MalformedDataVersionException';
export const unsupportedException = 'UnsupportedDataVersionException';

/**
 * The model of 3.1.4.1 and 3.1.4.2: what a server with this range has to do with a request. Where two
 * rules refuse a request, either exception is right, since no sentence orders them.
 */
export function predict(server: VersionRange, request: VersionRequest): Prediction {
  const minimum = parseDataVersion(request.minimum);
  const maximum = parseDataVersion(request.maximum);
  const tooHigh = maximum !== undefined && compareDataVersions(maximum, server.maximum) > 0;
  if (minimum === undefined || maximum === undefined)
    return {
      outcome: 'malformed',
      exceptions: tooHigh ? [malformedException, unsupportedException] : [malformedException],
    };
  const reversed = compareDataVersions(minimum, maximum) > 0;
  const oversized = isOversized(minimum) || isOversized(maximum);
  if (reversed || tooHigh)
    return {
      outcome: 'refused',
      exceptions: [
        ...(reversed || oversized ? [malformedException] : []),
        ...(tooHigh ? [unsupportedException] : []),
      ],
    };
  // A number that no implementation need hold, and a range wholly below the server's: no sentence
  // says what becomes of them.
  if (oversized || compareDataVersions(maximum, server.minimum) < 0)
    return { outcome: 'open', exceptions: [] };
  return { outcome: 'accepted', exceptions: [] };
}

function isOversized(version: DataVersion): boolean {
  return version.some(part => part > largestPart);
}
