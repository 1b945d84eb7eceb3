import type { Challenge } from '../../harness/playready/challenge/challenge.ts';
import { protocols } from '../../harness/playready/namespaces.ts';
import { child } from '../../harness/xml/element.ts';

/**
 * What a challenge says of its client outside of what it encrypts, one line each (PlayReady-facts 4.7).
 * Features that are encrypted, and the certificate of the device, cannot be read here.
 */
export function writeClientInfo({ clientVersion, clientTime, element }: Challenge): string {
  const lists = child(element, 'RevocationLists', protocols) === undefined ? 'none' : 'some';
  return [
    `Version of the client: ${clientVersion ?? 'not told'}`,
    `Time of the client: ${timeOf(clientTime)}`,
    `Revocation lists: ${lists}`,
    'Device certificate: encrypted, and not read by this test server',
  ].join('\n');
}

function timeOf(seconds: number | undefined): string {
  const time = new Date((seconds ?? Number.NaN) * 1000);
  return Number.isNaN(time.getTime()) ? 'not told' : time.toISOString();
}
