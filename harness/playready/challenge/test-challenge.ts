import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto';
import { escapeText } from '../../xml/escape.ts';
import { encodeBase64 } from '../../base64.ts';
import { protocols } from '../namespaces.ts';
import { elementText } from '../requests/envelope.ts';
import { writeSignature } from '../signature.ts';
import { writeTestEncryptedData, writeTestEnvelope } from './test-envelope.ts';

/** What a test challenge says; everything but the header has a value unless given. */
export interface TestChallenge {
  /** The WRMHEADER as it will stand in ContentHeader, declaring its own namespace. */
  readonly header: string;
  /** `1`. */
  readonly version?: string;
  /** 16 random bytes. */
  readonly nonce?: Uint8Array;
  /** No CustomData. */
  readonly customData?: string;
  /** Now; in seconds since 1970. */
  readonly clientTime?: number;
  /** Private key on P-256; one is made for this message. */
  readonly key?: KeyObject;
}

/** The revocation lists that every public sample names (PlayReady-facts 1.3). */
const revocationLists = [
  'ioydTlK2p0WXkWklprR5Hw==',
  'gC4IKKPHsUCCVhnlttibJw==',
  'Ef/RUojT3U6Ct2jqTCChbA==',
  'BOZ1zT1UnEqfCf5tJOi/kA==',
];

/**
 * Writes an AcquireLicense challenge that is right as far as the structure is public (PlayReady-facts
 * 1.3): digested and signed with a key of ours, its ciphertexts random. It is for our reference server;
 * a license server needs what a device has, and refuses it.
 *
 * @returns a SOAP 1.1 envelope, with a comment that says what it is
 */
export function writeTestChallenge({
  header,
  version = '1',
  nonce = randomBytes(16),
  customData,
  clientTime = Math.floor(Date.now() / 1000),
  key = newTestKey(),
}: TestChallenge): string {
  const lists = revocationLists.map(id =>
    elementText('RevListInfo', elementText('ListID', id) + elementText('Version', '0')),
  );
  const signed = `<LA xmlns="${protocols}" Id="SignedData" xml:space="preserve">${[
    elementText('Version', escapeText(version)),
    elementText('ContentHeader', header),
    elementText('CLIENTINFO', elementText('CLIENTVERSION', '0.0.0.1')),
    elementText('RevocationLists', lists.join('')),
    elementText('CustomData', customData === undefined ? undefined : escapeText(customData)),
    elementText('LicenseNonce', encodeBase64(nonce)),
    elementText('ClientTime', String(clientTime)),
    writeTestEncryptedData(),
  ].join('')}</LA>`;
  return writeTestEnvelope('AcquireLicense', signed + writeSignature(signed, key, true));
}

/** A P-256 key for test messages: in no certificate, for one process. */
export function newTestKey(): KeyObject {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
}
