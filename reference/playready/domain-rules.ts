import type { PlayReadyDeployment } from '../../harness/target/playready.ts';
import { encodeBase64 } from '../../harness/base64.ts';
import type { ServerState } from './state.ts';
import { writeTestPayload } from './test-payload.ts';
import { writeResponse } from './write-response.ts';

/** JoinDomain and LeaveDomain (PlayReady-facts 1.7). */
export interface DomainRules {
  /** Whether the domain has its maximum of devices. */
  readonly domainIsFull: (deployment: PlayReadyDeployment) => boolean;
  readonly knowsAccount: (state: ServerState, accountId: string) => boolean;
  /** The certificate chain that a new member gets. */
  readonly domainChain: (state: ServerState) => Uint8Array;
  readonly writeJoinResponse: (chain: Uint8Array) => string;
  readonly writeLeaveResponse: (accountId: string) => string;
}

export const conformingDomain: DomainRules = {
  domainIsFull: deployment => deployment === 'device-limit',
  knowsAccount: (state, accountId) => state.accountId === accountId,
  domainChain: ({ hierarchy }) => hierarchy.domain.bytes,
  writeJoinResponse: chain =>
    writeResponse(
      'JoinDomain',
      writeTestPayload(`<DomainCertificate>${encodeBase64(chain)}</DomainCertificate>`),
    ),
  writeLeaveResponse: accountId =>
    writeResponse('LeaveDomain', writeTestPayload(`<AccountID>${accountId}</AccountID>`)),
};
