import { effects, type Effect } from '../target/permissions.ts';
import { isOperation, operations, type OperationName } from './operations.ts';
import type { RmsRequest } from './request.ts';

/** What an operation does with this effect, for a message. */
export const causes: Readonly<Record<Effect, string>> = {
  reads: 'reads',
  issues: 'has the server issue licenses, certificates or account keys',
  decommissions: "does what can't be taken back",
};

/**
 * What a request causes on a server that grants it: what its operation does, or the one whose body it
 * holds, if that is worse. Of an operation that is not known the worst is taken.
 */
export function effectOfRequest(name: OperationName, { fixture = '' }: RmsRequest): Effect {
  const own = operations[name].effect;
  const [, other] = /^body-of-(.+)$/.exec(fixture) ?? [];
  if (other === undefined) return own;
  const held: Effect = isOperation(other) ? operations[other].effect : 'decommissions';
  return effects.indexOf(held) > effects.indexOf(own) ? held : own;
}
