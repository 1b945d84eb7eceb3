import { protocols } from '../../harness/playready/namespaces.ts';
import type { PlayReadyDeployment } from '../../harness/target/playready.ts';
import { encodeBase64 } from '../../harness/xrml/base64.ts';
import type { ServerState } from './state.ts';
import { writeTestPayload } from './test-payload.ts';
import { writeResponse } from './write-response.ts';

/** GetMeteringCertificate and ProcessMeteringData (PlayReady-facts 1.6, 1.11). */
export interface MeteringRules {
  /** Whether a server in this state has a certificate for a metering id, base64. */
  readonly knowsMeteringId: (
    state: ServerState,
    meteringId: string,
    deployment: PlayReadyDeployment,
  ) => boolean;
  /** Where reports are to go, as the certificate says it. */
  readonly meteringUrl: (endpoint: URL) => string;
  /** The certificate chain for a metering id of 16 bytes. */
  readonly meteringChain: (state: ServerState, meteringId: Uint8Array, url: string) => Uint8Array;
  readonly writeMeteringCertificate: (chain: Uint8Array) => string;
  readonly writeMeteringDataResponse: (transactionId: string) => string;
}

export const conformingMetering: MeteringRules = {
  knowsMeteringId: (state, meteringId, deployment) =>
    deployment !== 'metering-unknown' && state.meteringIds.has(meteringId),
  meteringUrl: ({ origin, pathname }) => `${origin}${pathname}`,
  meteringChain: ({ hierarchy }, meteringId, url) => hierarchy.metering({ meteringId, url }).bytes,
  writeMeteringCertificate: chain =>
    writeResponse(
      'GetMeteringCertificate',
      `<MeterCert xmlns="${protocols}">${encodeBase64(chain)}</MeterCert>`,
    ),
  writeMeteringDataResponse: transactionId =>
    writeResponse(
      'ProcessMeteringData',
      writeTestPayload(`<TransactionID>${transactionId}</TransactionID>`),
    ),
};
