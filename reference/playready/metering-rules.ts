import { protocols } from '../../harness/playready/namespaces.ts';
import type { PlayReadyDeployment } from '../../harness/target/playready.ts';
import { child, type XmlElement } from '../../harness/xml/element.ts';
import { decodeBase64, encodeBase64 } from '../../harness/base64.ts';
import type { ServerState } from './state.ts';
import { writeTestPayload } from './test-payload.ts';
import { writeResponse } from './write-response.ts';

/** GetMeteringCertificate and ProcessMeteringData (PlayReady-facts 1.6, 1.11). */
export interface MeteringRules {
  readonly supportsMeteringVersion: (version: string | undefined) => boolean;
  /**
   * The metering id that is asked for, 16 bytes; undefined when none is.
   *
   * @param request - the MeterCert of the challenge, if there is one
   */
  readonly requestedMeteringId: (
    request: XmlElement | undefined,
    state: ServerState,
  ) => Uint8Array | undefined;
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
  /** Whether the server takes reports for a metering id, base64. */
  readonly takesReportsFor: (
    state: ServerState,
    meteringId: string,
    deployment: PlayReadyDeployment,
  ) => boolean;
  readonly writeMeteringDataResponse: (transactionId: string) => string;
}

const knowsMeteringId: MeteringRules['knowsMeteringId'] = (state, meteringId, deployment) =>
  deployment !== 'metering-unknown' && state.meteringIds.has(meteringId);

export const conformingMetering: MeteringRules = {
  supportsMeteringVersion: version => version === '1',
  requestedMeteringId: request => {
    const text = request && child(request, 'MID', protocols)?.text;
    const meteringId = text === undefined ? undefined : decodeBase64(text);
    return meteringId?.length === 16 ? meteringId : undefined;
  },
  knowsMeteringId,
  takesReportsFor: knowsMeteringId,
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
