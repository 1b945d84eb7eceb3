import { Refused } from './refusal.ts';
import type { Version, VersionData, VersionRules } from './version-rules.ts';

/**
 * Refuses a request whose VersionData breaks a rule of MS-RMSI 3.1.4.1 or 3.1.4.2.
 *
 * A range that is not there, or half there, is required input that is null; what is there and is no
 * version is malformed. A maximum below the server's minimum is accepted: no sentence refuses it.
 *
 * @throws Refused
 */
export function negotiate(rules: VersionRules, data: VersionData | undefined): void {
  if (rules.versionDataIsAbsent(data))
    throw new Refused(
      'versionDataAbsent',
      'VersionData, its MinimumVersion or its MaximumVersion is null.',
    );
  const minimum = readVersion(rules, data?.minimum);
  const maximum = readVersion(rules, data?.maximum);
  const compare = rules.compareVersions;
  if (minimum && maximum && rules.rangeIsReversed(minimum, maximum, compare))
    throw new Refused('versionRangeReversed', 'MinimumVersion is higher than MaximumVersion.');
  const highest = rules.parseVersion(rules.supportedRange.maximum);
  if (maximum && highest && rules.maximumIsAboveServer(maximum, highest, compare))
    throw new Refused(
      'maximumVersionAboveServer',
      'MaximumVersion is higher than the highest version that is supported.',
    );
}

function readVersion(rules: VersionRules, text: string | undefined): Version | undefined {
  if (text === undefined) return undefined;
  const version = rules.parseVersion(text);
  if (rules.versionIsMalformed(text, version))
    throw new Refused('versionMalformed', 'A version is not of the form a.b.c.d.');
  return version;
}
