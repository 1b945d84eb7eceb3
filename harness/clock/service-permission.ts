import type { ClientOwnerService } from '../target/clock.ts';
import { allows, remedyFor, type Effect, type Permissions } from '../target/permissions.ts';
import { Blocked } from '../verdict/blocked.ts';

/**
 * What the exchange with a client owner's service causes: what the target says, and where it says
 * nothing, what its method is for. Provisioning, which such services do, issues a certificate.
 */
export function effectOfService({ method, effect }: ClientOwnerService): Effect {
  return effect ?? (method === 'GET' ? 'reads' : 'issues');
}

/**
 * Demands that the target allows what the exchange with a service would cause.
 *
 * @throws Blocked `not-allowed` when it does not
 */
export function requireServicePermission(
  permissions: Permissions,
  service: ClientOwnerService,
): void {
  const effect = effectOfService(service);
  if (effect === 'reads' || allows(permissions, effect)) return;
  const cause = effect === 'issues' ? 'may issue something' : "may do what can't be taken back";
  throw new Blocked(
    'not-allowed',
    `The service "${service.name}" ${cause}, and the target does not allow it; ${remedyFor[effect]}, or say \`effect: reads\` beside the service where it issues nothing.`,
  );
}
