import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Blocked } from '../../verdict/blocked.ts';
import { fixtureRoot } from '../../wsdl/fixture.ts';
import { keyDoubt } from '../content-key.ts';
import type { Kit } from '../kit.ts';
import type { Driver } from './driver.ts';

/** AcquireContentKey (MS-RMSI 3.2.4.1): the key comes back that the harness sealed in. */
export const acquireContentKey: Driver = {
  success: 'the content key that was sealed into the license',
  values: kit => {
    const xml = licenceOrStandIn(kit);
    return Promise.resolve({ 'publishing-license': xml, 'unsigned-publishing-license': xml });
  },
  doubt: (reply, kit) => Promise.resolve(keyDoubt(reply, kit.licence('aes'))),
};

/**
 * Without the server's certificate the license is the genuine one of MS-RMPR 4.5.4, for some other
 * server, which shows whether anybody answers, and nothing else.
 */
function licenceOrStandIn(kit: Kit): string {
  try {
    return kit.licence('aes').xml;
  } catch (error) {
    if (!(error instanceof Blocked)) throw error;
    return readFileSync(path.join(fixtureRoot, 'certificates', 'pl.xml'), 'utf8').trim();
  }
}
