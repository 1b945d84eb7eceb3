import { describeReply } from '../../verdict/expect.ts';
import { readLicenseSlots, useLicenseDoubt } from '../license-slots.ts';
import type { Driver } from './driver.ts';

/**
 * AcquireLicense of the WSDL in MS-RMSI 6.4 (MS-RMPR 3.4.4.1), for a user that was precertified
 * (4.2).
 */
export const acquireLicense: Driver = {
  success: 'a use license for the licensee, signed by the server',
  values: async kit => ({
    'rac-chain': await kit.accountChain('licensee'),
    'publishing-license': (await kit.published('editable')).xml,
    'application-data': kit.licence('aes').xml,
  }),
  async doubt(reply, kit) {
    const [slot] = readLicenseSlots(reply);
    return slot === undefined ? describeReply(reply) : useLicenseDoubt(slot, kit);
  },
};
