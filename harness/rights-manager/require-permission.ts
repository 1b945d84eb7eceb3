import { allows, remedyFor, type Effect, type Permissions } from '../target/permissions.ts';
import { Blocked } from '../verdict/blocked.ts';

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
    `${operation} has the server issue licenses, certificates or keys, or change what it keeps, and the target does not allow it; ${remedyFor[effect]}.`,
  );
}
