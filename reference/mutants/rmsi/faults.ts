import { conforming } from '../../rms/behaviour.ts';
import type { Mutant } from '../mutant.ts';

/** Section 3.1.4.2. */
export const faultMutants: readonly Mutant[] = [
  {
    name: 'malformed-versions-accepted',
    breaks: ['rmsi.faults.version-data-validated', 'rmsi.faults.malformed-version'],
    behaviour: {
      parseVersion: text =>
        /^\d+(\.\d+){3}$/.test(text) ? conforming.parseVersion(text) : [1, 0, 0, 0],
    },
  },
  {
    name: 'malformed-is-unsupported',
    breaks: ['rmsi.faults.malformed-version'],
    behaviour: {
      exceptionName: refusal =>
        conforming.exceptionName(
          refusal === 'versionMalformed' ? 'maximumVersionAboveServer' : refusal,
        ),
    },
  },
  {
    name: 'null-is-unsupported',
    breaks: ['rmsi.faults.null-argument'],
    behaviour: {
      exceptionName: refusal =>
        conforming.exceptionName(
          refusal === 'certificateNil' ? 'maximumVersionAboveServer' : refusal,
        ),
    },
  },
  {
    name: 'null-is-an-undocumented-exception',
    breaks: [
      'rmsi.faults.null-argument',
      'rmsi.decommission.empty-params',
      'rmsi.decommission.documented-exceptions',
      'rmsi.precertify.null-argument',
      'rmsi.precertify.documented-exceptions',
      'rmsi.republish.null-argument',
      'rmsi.republish.documented-exceptions',
      'rmsi.prelicense.null-argument',
      'rmsi.prelicense.documented-exceptions',
    ],
    behaviour: {
      exceptionName: refusal => {
        const name = conforming.exceptionName(refusal);
        return name === 'System.ArgumentNullException' ? 'System.InvalidCastException' : name;
      },
    },
  },
];
