import { allows, remedyFor, type Effect, type Permissions } from '../target/permissions.ts';
import { Blocked } from './blocked.ts';

/**
 * Demands that the target allows what a request would cause.
 *
 * @param cause - what it would cause, a sentence without its end, such as `Precertify has ...`
 * @param advice - what can be done besides allowing it, if anything
 * @throws Blocked `not-allowed` when it does not
 */
export function requirePermission(
  permissions: Permissions,
  effect: Effect,
  cause: string,
  advice = '',
): void {
  if (effect === 'reads' || allows(permissions, effect)) return;
  throw new Blocked(
    'not-allowed',
    `${cause}, and the target does not allow it; ${remedyFor[effect]}${advice}.`,
  );
}
