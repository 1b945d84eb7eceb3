import { readChallenge, type Challenge } from '../../playready/challenge/challenge.ts';
import { PlayReadyError } from '../../playready/error.ts';
import { namesKid, readLicense } from '../../playready/license.ts';
import {
  readLicenseResponse,
  type LicenseResponse,
} from '../../playready/messages/license-response.ts';
import type { Reply } from '../../soap/reply.ts';
import { answerDoubt } from '../answer-doubt.ts';
import { responseSignature } from '../response-signature.ts';
import type { Driver } from './driver.ts';
import { recordedMessage } from './recorded-message.ts';

/**
 * AcquireLicense (PlayReady-facts 1.4): licenses, at least one of them for a key that the challenge
 * asks for; what of the rest is there is right. That the KID stands in the license is seen, not
 * documented, so it decides what counts as an answer and no verdict (6).
 */
export const acquireLicense: Driver = {
  success: 'a license for a key that the challenge asks for',
  message: recordedMessage('AcquireLicense'),
  doubt: (reply, { message }) =>
    Promise.resolve(answerDoubt(reply, 'AcquireLicense') ?? licenseDoubt(reply, message)),
};

function licenseDoubt(reply: Reply, message: Uint8Array): string | undefined {
  if (reply.content === undefined) return 'nothing';
  const response = readLicenseResponse(reply.content);
  try {
    const challenge = readChallenge(message);
    const { nonce } = response;
    if (nonce !== undefined && nonce !== challenge.nonce) return 'a response with another nonce';
    const signature = responseSignature(reply.bytes, response);
    if (signature?.valid === false) return `a response wrongly signed (${signature.reason})`;
    return response.licenses.length === 0
      ? noLicenseDoubt(challenge, response)
      : kidDoubt(challenge, response);
  } catch (error) {
    if (error instanceof PlayReadyError) return error.message;
    throw error;
  }
}

/** No license is an answer to whom asked for none (R6); the nonce shows that it is one to this request. */
function noLicenseDoubt(
  { header, nonce }: Challenge,
  response: LicenseResponse,
): string | undefined {
  if (header?.licenseRequested !== 'false') return 'a response without a license';
  return nonce !== undefined && response.nonce === nonce
    ? undefined
    : 'a response without a license, which could be one to any request';
}

function kidDoubt({ kids }: Challenge, { licenses }: LicenseResponse): string | undefined {
  const read = licenses.map(readLicense);
  if (kids.length === 0) return 'an answer to a challenge that names no key';
  return kids.some(kid => read.some(license => namesKid(license, kid)))
    ? undefined
    : 'no license for a key of the challenge';
}
