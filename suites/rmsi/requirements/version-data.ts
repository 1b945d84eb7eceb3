import { rows } from '../../../harness/verdict/rows.ts';

const shared = { operation: 'VersionData', heldBy: 'tests/suites/client.spec.ts' };

/** Sections 2.2.1, 2.2.4.3 and the headers of 3.1.4.1: what VersionData is and where it stands. */
export const versionData = rows(shared, {
  'rmsi.version.header-present': `
    2.2.1 MUST 86552f6dab17afe6: A response carries VersionData
    The SOAP header of a response holds a VersionData element.`,
  'rmsi.version.common-header-present': `
    3.1.4.1 MUST 86552f6dab17afe6: A response carries the common header
    The header that all interfaces share, VersionData, stands in every response.`,
  'rmsi.version.request-header-present': `
    2.2.1 MUST client 86552f6dab17afe6: A request carries VersionData
    The SOAP header of a request holds a VersionData element.`,
  'rmsi.version.common-request-header-present': `
    3.1.4.1 MUST client 86552f6dab17afe6: A request carries the common header
    The header that all interfaces share, VersionData, stands in every request.`,
  'rmsi.version.requestor-default': `
    2.2.4.3 SHOULD client 7c82e697bfccb98e: A requestor asks for 1.0.0.0
    A request gives 1.0.0.0 as both its minimum and its maximum version.`,
  'rmsi.version.minimum-format': `
    2.2.4.3 MUST 619645164e9a107e: MinimumVersion is written a.b.c.d
    The minimum version is a string of four numbers separated by dots.`,
  'rmsi.version.maximum-format': `
    2.2.4.3 MUST d3fc9db2d9259d0f: MaximumVersion is written a.b.c.d
    The maximum version is a string of four numbers separated by dots.`,
  'rmsi.version.minimum-significance': `
    2.2.4.3 MUST d4614863a84fceb2: MinimumVersion compares from its first number to its last
    In a minimum version the first number weighs most and the last least; they are numbers, not text.`,
  'rmsi.version.maximum-significance': `
    2.2.4.3 MUST c933247cf1fe84a0: MaximumVersion compares from its first number to its last
    In a maximum version the first number weighs most and the last least; they are numbers, not text.`,
  'rmsi.version.reply-minimum': `
    2.2.4.3 SHOULD d5153ae9ddcd9fae: A reply, also an error, gives the lowest version
    Successes and faults name the lowest version the server supports.
    conflicts with: rmsi.version.response-minimum, rmsi.version.fault-minimum, rmsi.profile.no-version-data-on-faults`,
  'rmsi.version.reply-maximum': `
    2.2.4.3 SHOULD 9a923046a63887ed: A reply, also an error, gives the highest version
    Successes and faults name the highest version the server supports.
    conflicts with: rmsi.version.response-maximum, rmsi.version.fault-maximum, rmsi.profile.no-version-data-on-faults`,
  'rmsi.version.response-minimum': `
    3.1.4.1 MUST 9fcb4d43de4eb5a3: A success gives the lowest version
    A successful response names the lowest version the server supports.
    conflicts with: rmsi.version.reply-minimum`,
  'rmsi.version.fault-minimum': `
    3.1.4.1 MUST 9fcb4d43de4eb5a3: A fault gives the lowest version
    A fault, too, names the lowest version the server supports.
    conflicts with: rmsi.version.reply-minimum, rmsi.profile.no-version-data-on-faults`,
  'rmsi.version.response-maximum': `
    3.1.4.1 MUST 3b9d4320fafec762: A success gives the highest version
    A successful response names the highest version the server supports: a request at that version is accepted.
    conflicts with: rmsi.version.reply-maximum`,
  'rmsi.version.fault-maximum': `
    3.1.4.1 MUST 3b9d4320fafec762: A fault gives the highest version
    A fault, too, names the highest version: a request lowered to it, as a client is told to do, is accepted.
    conflicts with: rmsi.version.reply-maximum, rmsi.profile.no-version-data-on-faults`,
});
