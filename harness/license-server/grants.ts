import { wmdrmOperations } from '../recordings/operations.ts';
import type { Exchange } from '../report/exchange.ts';
import type { Grant } from '../report/ledger.ts';
import { holdsLicense, readWmdrmReply } from './reply.ts';

/** Licenses of one reply that are listed; a server decides how many it sends. */
const mostListed = 200;

/** What a reply says that the server has issued; a page that stores something counts as one license. */
export function grantsIn({ outcome, label }: Exchange): readonly Grant[] {
  if (label === undefined || label.effect === 'reads') return [];
  const version = label.operation === wmdrmOperations.get ? 1 : 7;
  const reply = readWmdrmReply(outcome, version, 'body');
  if (!holdsLicense(reply)) return [];
  const count = Math.max(reply.packets.length, reply.response?.licenses.length ?? 0, 1);
  return Array.from({ length: Math.min(count, mostListed) }, () => ({ kind: 'WMDRM license' }));
}
