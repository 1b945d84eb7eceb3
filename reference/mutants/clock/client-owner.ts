import { conforming, type Behaviour } from '../../clock/behaviour.ts';
import type { HttpResponse } from '../../http/message.ts';
import type { Mutant } from '../mutant.ts';

const breaks = ['clock.client-owner.as-declared'];

/** Services of a client's owner (PlayReady-facts 7.6). */
export const clientOwnerMutants: readonly Mutant<Behaviour>[] = [
  provisioningWith('status-201', response => ({ ...response, status: 201 })),
  provisioningWith('another-media-type', response => ({
    ...response,
    headers: { ...response.headers, 'content-type': 'text/json' },
  })),
  provisioningWith('another-header', response => ({
    ...response,
    headers: { ...response.headers, 'x-assay-service': 'device state' },
  })),
  provisioningWith('another-text', response => ({
    ...response,
    body: String(response.body).replace('true', 'false'),
  })),
  provisioningWith('too-short-a-body', response => ({
    ...response,
    body: '{"provisioned":true}',
  })),
  provisioningWith('too-long-a-body', response => ({
    ...response,
    body: String(response.body).padEnd(1_001),
  })),
  {
    name: 'device-state-unavailable',
    breaks,
    behaviour: {
      tellState: () => ({ ...conforming.tellState(), body: 'individualization: none' }),
    },
  },
];

function provisioningWith(
  name: string,
  change: (response: HttpResponse) => HttpResponse,
): Mutant<Behaviour> {
  return {
    name: `provisioning-with-${name}`,
    breaks,
    behaviour: { provision: request => change(conforming.provision(request)) },
  };
}
