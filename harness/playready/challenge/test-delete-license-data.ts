import { randomBytes, type KeyObject } from 'node:crypto';
import { encodeBase64 } from '../../base64.ts';
import { protocols } from '../namespaces.ts';
import { elementText } from '../requests/envelope.ts';
import { writeSignature } from '../signature.ts';
import { newTestKey } from './test-challenge.ts';
import { writeTestEncryptedData, writeTestEnvelope } from './test-envelope.ts';

/** What a test message about deleted licenses says. */
export interface TestDeleteLicenseData {
  /** The KIDs whose licenses are gone, 16 bytes each in header form. */
  readonly kids: readonly Uint8Array[];
  /** 16 random bytes unless given; its length is not public. */
  readonly sessionId?: Uint8Array;
  /** Private key on P-256; one is made for this message unless given. */
  readonly key?: KeyObject;
}

/**
 * Writes a ProcessDeleteLicenseData message as its skeleton is documented (PlayReady-facts 1.9), signed
 * with a key of ours, its ciphertexts random: for our reference server.
 *
 * @returns a SOAP 1.1 envelope, with a comment that says what it is
 */
export function writeTestDeleteLicenseData({
  kids,
  sessionId = randomBytes(16),
  key = newTestKey(),
}: TestDeleteLicenseData): string {
  const signed = `<DeleteLicenseData xmlns="${protocols}" Id="SignedData">${[
    elementText('Version', '1'),
    elementText('SessionID', encodeBase64(sessionId)),
    elementText('KIDS', kids.map(kid => elementText('KID', encodeBase64(kid))).join('')),
    writeTestEncryptedData(),
  ].join('')}</DeleteLicenseData>`;
  return writeTestEnvelope('ProcessDeleteLicenseData', signed + writeSignature(signed, key, true));
}
