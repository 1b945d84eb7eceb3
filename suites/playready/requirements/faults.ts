import { rows } from '../../../harness/verdict/rows.ts';

/** PlayReady-facts 3, and what SOAP 1.1 itself demands of a fault. */
export const faults = rows('Faults', {
  'playready.faults.status': `
    3.1 MUST documented "testing-server-exceptions": A fault has HTTP status 500
    Every error is sent with status 500, whatever its cause; above all not with 200.`,
});
