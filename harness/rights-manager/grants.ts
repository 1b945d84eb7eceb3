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
  if (content === undefined || fault !== undefined || content.name === label.operation) return [];
  switch (label.operation) {
    case 'AcquireLicense':
      // None was issued to whoever got none (1.4 R6).
      return readLicenseResponse(content)
        .licenses.slice(0, mostListed)
        .map(() => ({ kind: 'PlayReady license' }));
    case 'JoinDomain':
      return orSomething(domainCertificates(reply).map(() => ({ kind: 'domain certificate' })));
    case 'AcquirePackagingData':
      return orSomething(
        readPackagingResponse(content).keyIds.map(id => ({ kind: 'content key', id })),
      );
    default:
      return [];
  }
}

function orSomething(grants: readonly Grant[]): readonly Grant[] {
  return grants.length > 0 ? grants.slice(0, mostListed) : [{ kind: 'something' }];
}
