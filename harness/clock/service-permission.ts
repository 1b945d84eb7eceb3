import type { ClientOwnerService } from '../target/clock.ts';
import type { Effect, Permissions } from '../target/permissions.ts';
import { requirePermission } from '../verdict/require-permission.ts';

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
  const cause = effect === 'issues' ? 'may issue something' : "may do what can't be taken back";
  requirePermission(
    permissions,
    effect,
    `The service "${service.name}" ${cause}`,
    ', or say `effect: reads` beside the service where it issues nothing',
  );
}
