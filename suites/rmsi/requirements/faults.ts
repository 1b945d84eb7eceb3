import { rows } from '../../../harness/verdict/rows.ts';

/** Section 3.1.4.2: the faults that all interfaces share. */
export const faults = rows('Common fault codes', {
  'rmsi.faults.version-data-validated': `
    3.1.4.2 SHOULD 9267ef5a97337069: VersionData is validated
    A request whose versions are no version numbers is refused.`,
  'rmsi.faults.malformed-version': `
    3.1.4.2 SHOULD 1ff9d4f8f3ca7ac9: What is no version number gives MalformedDataVersionException
    That refusal is a MalformedDataVersionException.`,
  'rmsi.faults.unsupported-version': `
    3.1.4.2 SHOULD 526cc4b6b6843145: Too high a version gives UnsupportedDataVersionException
    A maximum version above the operation's range is an UnsupportedDataVersionException.
    conflicts with: rmsi.version.maximum-above-server`,
  'rmsi.faults.null-argument': `
    3.1.4.2 SHOULD 5fc15c23055522e9: A required input that is null gives ArgumentNullException
    A request whose required input is absent or nil is a System.ArgumentNullException.`,
});
