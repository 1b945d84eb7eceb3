import { describeReply } from '../../verdict/expect.ts';
import { useLicenseDoubt, readLicenseSlots } from '../license-slots.ts';
import type { Driver } from './driver.ts';

/** AcquirePreLicense (MS-RMSI 3.5.4.1): a use license for the licensee, signed by the server. */
export const acquirePreLicense: Driver = {
  success: 'a use license for the licensee, signed by the server',
  values: async kit => ({
    licensee: kit.identity('licensee').emailAddress,
    'publishing-license': (await kit.published('editable')).xml,
    'application-data': kit.licence('aes').xml,
  }),
  async doubt(reply, kit) {
    const [slot] = readLicenseSlots(reply);
    return slot === undefined ? describeReply(reply) : useLicenseDoubt(slot, kit);
  },
};
