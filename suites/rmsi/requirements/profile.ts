import { rows } from '../../../harness/verdict/rows.ts';

/** Section 7: what product versions are documented to do. Judged by the profile of the target. */
export const profile = rows('Product behaviour', {
  'rmsi.profile.minimum-version': `
    7 SHOULD "MS-RMSI section 7, note 3": MinimumVersion is that of the product
    Responses name the lowest version that is documented for the product of the profile.`,
  'rmsi.profile.maximum-version': `
    7 SHOULD "MS-RMSI section 7, note 3": MaximumVersion is that of the product
    Responses name the highest version that is documented for the product of the profile.`,
  'rmsi.profile.no-version-data-on-faults': `
    7 MAY "MS-RMSI section 7, note 2": Faults of Windows servers are without VersionData
    A server whose profile leaves VersionData off its faults does so.
    conflicts with: rmsi.version.fault-minimum, rmsi.version.fault-maximum, rmsi.version.reply-minimum, rmsi.version.reply-maximum`,
  'rmsi.profile.should-is-followed': `
    7 SHOULD 2618c0fa018a57fb: Products follow SHOULD unless a note says otherwise
    How the document speaks of products: what it recommends, they do.
    untested: Says how to read the other sentences; each recommendation has a row of its own.`,
  'rmsi.profile.may-is-not-followed': `
    7 MAY 195ec6b2d8112c15: Products do not make use of MAY unless a note says otherwise
    How the document speaks of products: what it permits, they leave.
    untested: Says how to read the other sentences; the permissions that bind a server have no note.`,
});
