import type { Exchange } from '../report/exchange.ts';
import type { Grant } from '../report/ledger.ts';

/**
 * What an answer says that was issued. Time is not; of a client owner's service nobody knows what it
 * issues, so where it may and did not refuse, it is `something`.
 */
export function grantsIn({ outcome, label }: Exchange): readonly Grant[] {
  if (label === undefined || label.effect === 'reads' || outcome.kind === 'failure') return [];
  return outcome.status >= 200 && outcome.status < 300 ? [{ kind: 'something' }] : [];
}
