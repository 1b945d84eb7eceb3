import {
  allows,
  effects,
  remedyFor,
  type Effect,
  type Permissions,
} from '../target/permissions.ts';
import { Blocked } from '../verdict/blocked.ts';
import { isOperation, operations, type OperationName } from './operations.ts';
import type { RmsRequest } from './request.ts';

const causes: Readonly<Record<Exclude<Effect, 'reads'>, string>> = {
  issues: 'has the server issue licenses, certificates or account keys',
  decommissions: "does what can't be taken back",
};

/**
 * Demands that the target allows what a request would cause.
 *
 * @throws Blocked `not-allowed` when it does not
 */
export function requirePermission(
  permissions: Permissions,
  operation: string,
  effect: Effect,
): void {
  if (effect === 'reads' || allows(permissions, effect)) return;
  throw new Blocked(
    'not-allowed',
    `${operation} ${causes[effect]}, and the target does not allow it; ${remedyFor[effect]}.`,
  );
}

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
