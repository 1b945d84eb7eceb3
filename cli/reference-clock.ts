import { fileURLToPath } from 'node:url';
import type { ClientOwnerService, ClockTarget } from '../harness/target/clock.ts';
import { clockVersions } from '../harness/target/clock.ts';
import type { Behaviour } from '../reference/clock/behaviour.ts';
import { startClockServer } from '../reference/clock/server.ts';

/** Running reference services, described as a target describes its own. */
export interface ClockReference {
  readonly clock: ClockTarget;
  readonly services: readonly ClientOwnerService[];
  readonly close: () => Promise<void>;
}

const provisioningRequest = fileURLToPath(
  new URL('../fixtures/services/provisioning-request.json', import.meta.url),
);

/** Starts the reference server of the secure-clock services and of those of a client's owner. */
export async function startClockReference(
  behaviour: Partial<Behaviour> = {},
): Promise<ClockReference> {
  const server = await startClockServer(behaviour);
  const services = clockVersions.map(version => {
    const [link, service] = [server.links[version], server.services[version]];
    return [version, { link, service }] as const;
  });
  return {
    clock: { services: Object.fromEntries(services), toleranceSeconds: 300 },
    services: [
      {
        name: 'provisioning',
        url: server.provisioning,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        bodyFile: provisioningRequest,
        expect: {
          status: 200,
          contentType: 'application/json',
          headers: { 'x-assay-service': 'provisioning' },
          contains: '"provisioned":true',
          minBytes: 40,
          maxBytes: 1_000,
        },
      },
      {
        name: 'device state',
        url: server.state,
        method: 'GET',
        headers: {},
        expect: { status: 200, contentType: 'text/plain', contains: 'available' },
      },
    ],
    close: () => server.close(),
  };
}
