import type { UseLicenseRequest } from '../../../harness/xrml/use-license.ts';
import { conforming, type Behaviour } from '../../rms/behaviour.ts';
import type { LicensingOperation } from '../../rms/licensing-rules.ts';

/** Issues something else than was to be issued, in one of the two operations that give use licenses. */
export function changingRequests(
  broken: LicensingOperation,
  change: (request: UseLicenseRequest) => UseLicenseRequest,
): Partial<Behaviour> {
  return {
    issueUseLicense: (request, operation) =>
      conforming.issueUseLicense(operation === broken ? change(request) : request, operation),
  };
}
