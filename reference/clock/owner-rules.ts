import { createHash } from 'node:crypto';
import type { HttpRequest, HttpResponse } from '../http/message.ts';

/**
 * Two services of a client's owner (PlayReady-facts 7.6). Such protocols are ad hoc, so these are ours,
 * of the two kinds that the page names: one that provisions a device, one that tells its state.
 */
export interface OwnerRules {
  readonly provision: (request: HttpRequest) => HttpResponse;
  readonly tellState: () => HttpResponse;
}

export const provisioningPath = '/owner/provisioning';
export const statePath = '/owner/state';

export const conformingOwner: OwnerRules = {
  provision({ method, body }) {
    const headers = { 'content-type': 'application/json', 'x-assay-service': 'provisioning' };
    const device = method === 'POST' ? deviceIn(body) : undefined;
    if (device === undefined) return { status: 400, headers, body: '{"error":"no device"}' };
    const certificate = createHash('sha256').update(device).digest('base64');
    const answer = { provisioned: true, certificate: `Assay TEST ${certificate}` };
    return { status: 200, headers, body: JSON.stringify(answer) };
  },
  tellState: () => ({
    status: 200,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: 'individualization: available',
  }),
};

function deviceIn(body: Uint8Array): string | undefined {
  try {
    const sent: unknown = JSON.parse(Buffer.from(body).toString('utf8'));
    const isRequest = typeof sent === 'object' && sent !== null && 'device' in sent;
    return isRequest && typeof sent.device === 'string' ? sent.device : undefined;
  } catch {
    return undefined;
  }
}
