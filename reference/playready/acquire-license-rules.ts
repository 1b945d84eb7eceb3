import { randomBytes, randomUUID } from 'node:crypto';
import { protocols } from '../../harness/playready/namespaces.ts';
import { writeSignature } from '../../harness/playready/signature.ts';
import type { Call } from './operation.ts';
import type { Refused } from './refusal.ts';
import { serverStateRefusal } from './server-state-refusal.ts';
import type { ServerState } from './state.ts';
import { writeTestPayload } from './test-payload.ts';
import { writeTestLicense } from './write-license.ts';
import { writeResponse } from './write-response.ts';

/** What an answer to AcquireLicense holds, each part as it is written; what is undefined is left out. */
export interface LicenseParts {
  readonly version: string;
  readonly licenses: readonly string[];
  readonly transactionId: string | undefined;
  readonly nonce: string | undefined;
  readonly responseId: string | undefined;
  readonly chain: string | undefined;
}

/** AcquireLicense and AcknowledgeLicense (PlayReady-facts 1.3, 1.4, 1.11). */
export interface AcquireLicenseRules {
  /** Why the server gives no license to anybody; undefined when it does. */
  readonly refusalOfState: (call: Call) => Refused | undefined;
  /** The licenses for the KIDs of a challenge, in order, base64. */
  readonly licensesFor: (kids: readonly Uint8Array[]) => readonly string[];
  /** Whether an answer is signed (R1). */
  readonly signsResponse: (isPersistent: boolean) => boolean;
  /** LicenseNonce, given that of the challenge (R2, R4). */
  readonly responseNonce: (nonce: string | undefined, isPersistent: boolean) => string | undefined;
  readonly newTransactionId: () => string;
  readonly newResponseId: () => Uint8Array;
  /** The SigningCertificateChain of a signed answer. */
  readonly signingChain: (state: ServerState) => Uint8Array;
  /** LicenseResponse, which declares all it uses; with an Id when it is to be signed. */
  readonly writeLicenseParts: (parts: LicenseParts, isSigned: boolean) => string;
  /** The Signature beside LicenseResponse (1.5). */
  readonly writeResponseSignature: (signed: string, state: ServerState) => string;
  /** The whole Body around both. */
  readonly writeLicenseResponse: (payload: string) => string;
  readonly knowsTransaction: (state: ServerState, transactionId: string) => boolean;
  readonly writeAcknowledgeResponse: (transactionId: string) => string;
}

export const conformingAcquireLicense: AcquireLicenseRules = {
  refusalOfState: serverStateRefusal,
  licensesFor: kids => kids.map(writeTestLicense),
  signsResponse: isPersistent => isPersistent,
  responseNonce: nonce => nonce,
  newTransactionId: randomUUID,
  newResponseId: () => randomBytes(32),
  signingChain: ({ hierarchy }) => hierarchy.serverSigning.bytes,
  writeLicenseParts: (parts, isSigned) =>
    `<LicenseResponse xmlns="${protocols}"${isSigned ? ' Id="SignedData"' : ''}>` +
    `<Version>${parts.version}</Version>` +
    `<Licenses>${parts.licenses.map(text => `<License>${text}</License>`).join('')}</Licenses>` +
    (parts.transactionId === undefined
      ? ''
      : `<Acknowledgement>${element('TransactionID', parts.transactionId)}</Acknowledgement>`) +
    element('LicenseNonce', parts.nonce) +
    element('ResponseID', parts.responseId) +
    element('SigningCertificateChain', parts.chain) +
    '</LicenseResponse>',
  writeResponseSignature: (signed, { hierarchy }) =>
    writeSignature(signed, hierarchy.serverSigning.privateKey, false),
  writeLicenseResponse: payload => writeResponse('AcquireLicense', payload),
  knowsTransaction: ({ transactions }, transactionId) =>
    transactions.has(transactionId.toLowerCase()),
  writeAcknowledgeResponse: transactionId =>
    writeResponse(
      'AcknowledgeLicense',
      writeTestPayload(`<TransactionID>${transactionId}</TransactionID>`),
    ),
};

function element(name: string, text: string | undefined): string {
  return text === undefined ? '' : `<${name}>${text}</${name}>`;
}
