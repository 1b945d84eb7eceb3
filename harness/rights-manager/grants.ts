import { readLicenseResponse } from '../playready/messages/license-response.ts';
import { readPackagingResponse } from '../playready/messages/packaging-response.ts';
import type { Exchange } from '../report/exchange.ts';
import type { Grant } from '../report/ledger.ts';
import { readReply } from '../soap/reply.ts';
import { domainCertificates } from './drivers/join-domain.ts';

/** Things of one reply that are listed; a server decides how many it sends. */
const mostListed = 200;

/**
 * What a reply says that the server has issued, whether or not it should have. Nothing is judged here,
 * and nothing a server sends makes this fail.
 */
export function grantsIn({ outcome, label }: Exchange): readonly Grant[] {
  if (label?.soap === undefined || label.effect === 'reads') return [];
  if (outcome.kind === 'failure') return [];
  const reply = readReply(outcome, { version: label.soap });
  const { content, fault } = reply;
  if (content === undefined || fault !== undefined) return [];
  const licenses = readLicenseResponse(content).licenses.map((): Grant => ({
    kind: 'PlayReady license',
  }));
  const certificates =
    content.name === 'JoinDomainResponse'
      ? domainCertificates(reply).map((): Grant => ({ kind: 'domain certificate' }))
      : [];
  const keys =
    content.name === 'AcquirePackagingDataResponse'
      ? readPackagingResponse(content).keyIds.map((id): Grant => ({ kind: 'content key', id }))
      : [];
  const grants = [...licenses, ...certificates, ...keys].slice(0, mostListed);
  if (grants.length > 0) return grants;
  return content.name.endsWith('Response') ? [{ kind: 'something' }] : [];
}
