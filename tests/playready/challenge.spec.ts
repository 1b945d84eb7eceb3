import { expect, test } from '@playwright/test';
import { readChallenge } from '../../harness/playready/challenge/challenge.ts';
import {
  newTestKey,
  writeTestChallenge,
} from '../../harness/playready/challenge/test-challenge.ts';
import { writeTestDeleteLicenseData } from '../../harness/playready/challenge/test-delete-license-data.ts';
import {
  undocumentedOperations,
  writeTestMessage,
} from '../../harness/playready/challenge/test-message.ts';
import { protocols } from '../../harness/playready/namespaces.ts';
import { publicKeyBytes } from '../../harness/playready/p256.ts';
import { writeAcquirePackagingData } from '../../harness/playready/requests/acquire-packaging-data.ts';
import { writeGetMeteringCertificate } from '../../harness/playready/requests/get-metering-certificate.ts';
import { verifySigned } from '../../harness/playready/signature.ts';
import { fc } from '../fast-check.ts';
import { testHeader, testKid } from './messages-header.ts';
import { sample } from './samples.ts';
import { refuses } from './thrown.ts';

const bytes = (text: string) => Buffer.from(text, 'utf8');

/** Whether the key in a message's own KeyInfo verifies its Signature. */
function verifies(message: Uint8Array): boolean {
  const { payload, publicKey } = readChallenge(message);
  return publicKey !== undefined && verifySigned(message, payload, publicKey).valid;
}

test.describe('a published challenge', () => {
  test('of AcquireLicense is read', () => {
    const challenge = readChallenge(bytes(sample('license-request.xml')));
    expect(challenge).toMatchObject({
      operation: 'AcquireLicense',
      payload: { name: 'LA', namespace: protocols },
      version: '1',
      nonce: '7GYVLC7wvGVR0nqGYXs4DQ==',
      customData: 'User=Roland',
      clientVersion: '3.1.0.1017',
      clientTime: 1446224160,
      isSigned: true,
    });
    expect(challenge.header?.version).toBe('4.0.0.0');
    expect(challenge.kids.map(kid => Buffer.from(kid).toString('base64'))).toEqual([
      'jADgM0TEcEeYmaMh4HndNg==',
    ]);
    expect(challenge.publicKey).toHaveLength(64);
    expect(challenge).not.toHaveProperty('sessionId');
  });

  test('about deleted licenses is read, and its places left open are none', () => {
    const challenge = readChallenge(bytes(sample('delete-request.xml')));
    expect(challenge).toMatchObject({
      operation: 'ProcessDeleteLicenseData',
      payload: { name: 'DeleteLicenseData' },
      sessionId: 'BASE_64_ENCODED_SESSION_ID',
      kids: [],
      isSigned: true,
    });
    expect(challenge).not.toHaveProperty('publicKey');
  });

  test('for a metering certificate has Challenge in the other namespace', () => {
    expect(readChallenge(bytes(sample('MeteringChallenge.xml')))).toMatchObject({
      operation: 'GetMeteringCertificate',
      payload: { name: 'MeterCert' },
      isSigned: false,
    });
  });
});

test('the requests that we build are read', () => {
  const metering = writeGetMeteringCertificate({ meteringId: 'AAAAAAAAAAAAAAAAAAAAAA==' });
  expect(readChallenge(bytes(metering)).payload).toEqual({
    name: 'MeterCert',
    namespace: protocols,
  });
  const packaging = readChallenge(bytes(writeAcquirePackagingData({ program: 'a' })));
  expect(packaging).toMatchObject({
    operation: 'AcquirePackagingData',
    payload: { name: 'challenge' },
  });
});

test('what is no message of a client is refused with a PlayReadyError', () => {
  const wide = Buffer.from(`\uFEFF${sample('license-request.xml')}`, 'utf16le');
  for (const [message, said] of [
    [wide, /it is in UTF-16/],
    [wide.subarray(2), /it is in UTF-16/],
    [bytes(''), /nothing came/],
    [bytes('<a'), /well-formed/],
    [bytes('<!DOCTYPE a><a/>'), /document type declaration/],
    [bytes('<a/>'), /the root element is <a>/],
    [bytes(sample('license-response.xml')), /the Body holds <AcquireLicenseResponse>/],
    [
      bytes(sample('license-request.xml').replace(/<LA[^]*<\/Signature>/, '')),
      /Expected a payload in Challenge/,
    ],
  ] as const) {
    expect(refuses(() => readChallenge(message))).toBe(true);
    expect(() => readChallenge(message)).toThrow(said);
  }
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), message => {
      expect(refuses(() => readChallenge(message))).toBe(true);
    }),
  );
});

test.describe('a test challenge', () => {
  test('says what it was told, and is signed with the key it was given', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).filter(
      // What XML can hold; a carriage return goes as a reference.
      value => !/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(value),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('4.0.0.0', '4.1.0.0', '4.2.0.0'),
        fc.uint8Array({ minLength: 16, maxLength: 16 }),
        text,
        fc.integer({ min: 0, max: 4_000_000_000 }),
        (version, nonce, customData, clientTime) => {
          const key = newTestKey();
          const header = testHeader(version);
          const message = bytes(writeTestChallenge({ header, nonce, customData, clientTime, key }));
          const challenge = readChallenge(message);
          expect(challenge).toMatchObject({ version: '1', customData, clientTime });
          expect(challenge.header?.version).toBe(version);
          expect(challenge.kids.map(kid => Buffer.from(kid))).toEqual([Buffer.from(testKid)]);
          expect(challenge.nonce).toBe(Buffer.from(nonce).toString('base64'));
          expect(challenge.publicKey).toEqual(publicKeyBytes(key));
          expect(verifies(message)).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });

  test('has a key, a nonce and ciphertexts of its own, and says that it is a test', () => {
    const [one, other] = [0, 0].map(() => writeTestChallenge({ header: testHeader('4.0.0.0') }));
    const read = [one, other].map(text => readChallenge(bytes(text ?? '')));
    expect(read[0]?.nonce).not.toBe(read[1]?.nonce);
    expect(read[0]?.publicKey).not.toEqual(read[1]?.publicKey);
    const ciphers = [...(one ?? '').matchAll(/<CipherValue>([^<]*)</g)].map(([, value]) => value);
    expect(Buffer.from(ciphers[0] ?? '', 'base64')).toHaveLength(128);
    expect(Buffer.from(ciphers[1] ?? '', 'base64').length % 16).toBe(0);
    for (const cipher of ciphers) expect(other).not.toContain(cipher);
    expect(one).toContain('<!-- Assay TEST: ');
  });
});

test('a test message about deleted licenses is as documented, and signed', () => {
  const message = bytes(
    writeTestDeleteLicenseData({ kids: [testKid, new Uint8Array(16)], sessionId: testKid }),
  );
  expect(readChallenge(message)).toMatchObject({
    operation: 'ProcessDeleteLicenseData',
    payload: { name: 'DeleteLicenseData', namespace: protocols },
    version: '1',
    sessionId: Buffer.from(testKid).toString('base64'),
    kids: [testKid, new Uint8Array(16)],
  });
  expect(verifies(message)).toBe(true);
});

for (const operation of undocumentedOperations)
  test(`a test message of ${operation} pretends nothing, and is signed`, () => {
    const message = bytes(writeTestMessage(operation, { content: '<a>b</a>' }));
    const challenge = readChallenge(message);
    expect(challenge).toMatchObject({
      operation,
      payload: { name: 'TestPayload', namespace: 'urn:assay:test' },
      kids: [],
      isSigned: true,
    });
    expect(challenge.element.children.map(({ text }) => text)).toEqual(['b']);
    expect(verifies(message)).toBe(true);
  });
