import { randomBytes, randomInt } from 'node:crypto';
import { encodeBase64 } from '../../base64.ts';
import { aes128cbc, ecc256, encryptedElement, messages, xmldsig, xmlenc } from '../namespaces.ts';
import { writeEnvelope } from '../requests/envelope.ts';

/** The namespace of what no public source gives and our reference server needs. */
export const testNamespace = 'urn:assay:test';

/** Says in the message itself that no client wrote it. */
const mark =
  '<!-- Assay TEST: written by Assay for its own reference server. The key is made for it, the ciphertexts are random; no license server can read it. -->';

/**
 * A test message: `{P}Op / {P}challenge / {M}Challenge / payload + Signature` (PlayReady-facts 1.2), with
 * a comment in front that says what it is.
 */
export function writeTestEnvelope(operation: string, signed: string): string {
  const challenge = `<challenge><Challenge xmlns="${messages}">${signed}</Challenge></challenge>`;
  return writeEnvelope(operation, challenge).replace('?>', `?>${mark}`);
}

/**
 * EncryptedData in the documented form with random bytes for ciphertext (PlayReady-facts 1.3): 128 of
 * the key, a random number of blocks of the data. Nothing can be deciphered.
 */
export function writeTestEncryptedData(): string {
  const cipher = (length: number) =>
    `<CipherData><CipherValue>${encodeBase64(randomBytes(length))}</CipherValue></CipherData>`;
  const keyName = `<KeyInfo xmlns="${xmldsig}"><KeyName>WMRMServer</KeyName></KeyInfo>`;
  const key = `<EncryptedKey xmlns="${xmlenc}"><EncryptionMethod Algorithm="${ecc256}"></EncryptionMethod>${keyName}${cipher(128)}</EncryptedKey>`;
  return `<EncryptedData xmlns="${xmlenc}" Type="${encryptedElement}"><EncryptionMethod Algorithm="${aes128cbc}"></EncryptionMethod><KeyInfo xmlns="${xmldsig}">${key}</KeyInfo>${cipher(16 * randomInt(20, 60))}</EncryptedData>`;
}
