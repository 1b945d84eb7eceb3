import { readCertificateChain, verifyCertificateChain } from '../../playready/certificate-chain.ts';
import { PlayReadyError } from '../../playready/error.ts';
import { readMeteringCertificateResponse } from '../../playready/messages/metering-certificate-response.ts';
import { writeGetMeteringCertificate } from '../../playready/requests/get-metering-certificate.ts';
import type { Reply } from '../../soap/reply.ts';
import { decodeBase64 } from '../../base64.ts';
import { answerDoubt } from '../answer-doubt.ts';
import { documentedContentType } from '../request.ts';
import type { Driver } from './driver.ts';

/** GetMeteringCertificate (PlayReady-facts 1.6): the only request of clients that needs no device. */
export const getMeteringCertificate: Driver = {
  success: 'a certificate chain for the metering id, rightly signed',
  message: (kit, { meteringId = kit.meteringId() }) => ({
    body: Buffer.from(writeGetMeteringCertificate({ meteringId })),
    contentType: documentedContentType,
  }),
  doubt: (reply, { kit, request: { meteringId = kit.meteringId() } }) =>
    Promise.resolve(
      answerDoubt(reply, 'GetMeteringCertificate') ?? certificateDoubt(reply, meteringId),
    ),
};

function certificateDoubt({ content }: Reply, meteringId: string): string | undefined {
  const text = content && readMeteringCertificateResponse(content).certificate;
  if (text === undefined) return 'an answer without MeterCert';
  const bytes = decodeBase64(text);
  if (bytes === undefined) return 'a MeterCert that is not base64';
  try {
    const chain = readCertificateChain(bytes);
    const verified = verifyCertificateChain(chain);
    if (!verified.valid) return `a certificate chain that is wrong (${verified.reason})`;
    const wanted = decodeBase64(meteringId) ?? new Uint8Array();
    const holds = chain.certificates.some(
      ({ metering }) => metering && Buffer.compare(metering.meteringId, wanted) === 0,
    );
    return holds ? undefined : 'a certificate chain for another metering id';
  } catch (error) {
    if (error instanceof PlayReadyError) return error.message;
    throw error;
  }
}
