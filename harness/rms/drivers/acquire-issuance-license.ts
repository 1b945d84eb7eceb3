import { readPublished, type Kit } from '../kit.ts';
import { Blocked } from '../../verdict/blocked.ts';
import type { Driver } from './driver.ts';

/**
 * AcquireIssuanceLicense (MS-RMPR 3.5.4.1): online publishing, by which the harness gets signed
 * licenses.
 */
export const acquireIssuanceLicense: Driver = {
  success: 'the license, signed by the server',
  values: kit => Promise.resolve({ 'unsigned-publishing-license': kit.licence('editable').xml }),
  doubt: (reply, kit: Kit) => {
    try {
      readPublished(reply, kit.licence('editable'), kit.server());
      return Promise.resolve(undefined);
    } catch (error) {
      if (error instanceof Blocked) return Promise.resolve(error.message);
      throw error;
    }
  },
};
